package dev.gamecluster.operator.manifest;

import dev.gamecluster.operator.api.AccessSpec;
import dev.gamecluster.operator.api.GameCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What belongs to a cluster besides its pods. */
public final class ClusterObjects {
    private ClusterObjects() {}

    /** All of them but the Services for single nodes. */
    public static List<HasMetadata> of(GameCluster cluster, int slaves, String operatorNamespace) {
        return List.of(
                nodes(cluster),
                clients(cluster),
                disruptionBudget(cluster, slaves),
                networkPolicy(cluster, operatorNamespace));
    }

    private static ObjectMeta meta(GameCluster cluster, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(cluster.getMetadata().getNamespace())
                .withLabels(Names.labels(cluster.getMetadata().getName()))
                .withOwnerReferences(Names.owner(cluster))
                .build();
    }

    /** Gives every node a name in DNS, also before it is ready: nodes find each other that way when people look. */
    private static Service nodes(GameCluster cluster) {
        String name = cluster.getMetadata().getName();
        return new ServiceBuilder()
                .withMetadata(meta(cluster, Names.nodesService(name)))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Names.selector(name))
                .withPorts(
                        port("client", Names.CLIENT_PORT),
                        port("internal", Names.INTERNAL_PORT),
                        port("feed", Names.FEED_PORT),
                        port("management", Names.MANAGEMENT_PORT))
                .endSpec()
                .build();
    }

    /** For clients that do not ask the registry: any node that should have clients now. */
    private static Service clients(GameCluster cluster) {
        String name = cluster.getMetadata().getName();
        Map<String, String> selector = new LinkedHashMap<>(Names.selector(name));
        selector.put(Names.TAKES_CLIENTS, "true");
        return new ServiceBuilder()
                .withMetadata(meta(cluster, name))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(selector)
                .withPorts(port("client", Names.CLIENT_PORT))
                .endSpec()
                .build();
    }

    /**
     * Voluntary disruptions take one node at a time. A world on a single node is protected altogether: with its node it would be gone.
     */
    private static PodDisruptionBudget disruptionBudget(GameCluster cluster, int slaves) {
        String name = cluster.getMetadata().getName();
        return new PodDisruptionBudgetBuilder()
                .withMetadata(meta(cluster, name))
                .withNewSpec()
                .withMinAvailable(new IntOrString(Math.max(1, slaves)))
                .withSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Names.selector(name))
                        .build())
                .endSpec()
                .build();
    }

    /** Clients and management from everywhere; what nodes say to each other only from this cluster's nodes and the operator. */
    private static NetworkPolicy networkPolicy(GameCluster cluster, String operatorNamespace) {
        String name = cluster.getMetadata().getName();
        return new NetworkPolicyBuilder()
                .withMetadata(meta(cluster, name))
                .withNewSpec()
                .withPolicyTypes("Ingress")
                .withPodSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Names.selector(name))
                        .build())
                .addNewIngress()
                .withPorts(policyPort(Names.CLIENT_PORT), policyPort(Names.MANAGEMENT_PORT))
                .endIngress()
                .addNewIngress()
                .withPorts(policyPort(Names.INTERNAL_PORT), policyPort(Names.FEED_PORT))
                .addNewFrom()
                .withPodSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Names.selector(name))
                        .build())
                .endFrom()
                .addNewFrom()
                .withNamespaceSelector(new LabelSelectorBuilder()
                        .addToMatchLabels("kubernetes.io/metadata.name", operatorNamespace)
                        .build())
                .withPodSelector(new LabelSelectorBuilder()
                        .addToMatchLabels(Names.COMPONENT, Names.OPERATOR_COMPONENT)
                        .build())
                .endFrom()
                .endIngress()
                .endSpec()
                .build();
    }

    /** By which outsiders reach one node. Only with an access other than {@code Cluster}. */
    public static Service outside(GameCluster cluster, String pod, int ordinal) {
        AccessSpec access = cluster.getSpec().access();
        Map<String, String> selector =
                new LinkedHashMap<>(Names.selector(cluster.getMetadata().getName()));
        selector.put(Names.NODE, pod);
        ServicePort port = port("client", Names.CLIENT_PORT);
        if (access.nodePorts() != null) {
            port.setNodePort(access.nodePorts().from() + ordinal);
        }
        ObjectMeta meta = meta(cluster, Names.outsideService(pod));
        meta.getLabels().put(Names.NODE, pod);
        return new ServiceBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withType(access.type().name())
                .withSelector(selector)
                .withPorts(port)
                // Through another machine's port only when people publish a host that need not be the pod's.
                .withExternalTrafficPolicy(access.host() == null ? "Local" : "Cluster")
                .endSpec()
                .build();
    }

    private static ServicePort port(String name, int number) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(number)
                .withTargetPort(new IntOrString(number))
                .withProtocol("TCP")
                .build();
    }

    private static NetworkPolicyPort policyPort(int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol("TCP")
                .withPort(new IntOrString(number))
                .build();
    }
}
