package dev.gamecluster.operator.manifest;

import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterSpec;
import dev.gamecluster.operator.api.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pod of one node. The container is restarted where it is when its process ends, also while the operator is away. Termination is the
 * node's own work: told to stop, it asks the registry to hand over and to take its clients, and ends when that is done, within {@link
 * #DRAIN_MILLIS}.
 */
public final class GameServerPod {
    /** How long a node that is told to stop waits for its clients to go. */
    static final int DRAIN_MILLIS = 20_000;

    private static final long GRACE_SECONDS = 30;
    /** After so long without a heartbeat of the kubelet, Kubernetes moves the pod; its own default is 300. */
    private static final long AWAY_SECONDS = 30;

    private static final long NOBODY = 65_532;
    private static final int STARTUP_SECONDS = 120;

    /** Requested when the spec says nothing: without any, a busy machine starves the node and it is taken for dead. */
    private static final ResourceRequirements LITTLE = new ResourceRequirementsBuilder()
            .addToRequests("cpu", new Quantity("100m"))
            .addToRequests("memory", new Quantity("256Mi"))
            .build();

    private GameServerPod() {}

    public static String image(GameClusterSpec spec, Surroundings surroundings) {
        return spec.image() == null ? surroundings.defaultImage() : spec.image();
    }

    public static Pod of(GameCluster cluster, int ordinal, Surroundings surroundings) {
        GameClusterSpec spec = cluster.getSpec();
        String name = Names.pod(cluster.getMetadata().getName(), ordinal);
        Map<String, String> annotations = new LinkedHashMap<>(spec.template().annotations());
        annotations.put(Names.TEMPLATE_HASH, TemplateHash.of(spec, image(spec, surroundings)));
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cluster.getMetadata().getNamespace())
                .withLabels(labels(cluster, name))
                .withAnnotations(annotations)
                .withOwnerReferences(Names.owner(cluster))
                .endMetadata()
                .withSpec(podSpec(cluster, name, surroundings))
                .build();
    }

    private static Map<String, String> labels(GameCluster cluster, String name) {
        Map<String, String> labels =
                new LinkedHashMap<>(cluster.getSpec().template().labels());
        labels.putAll(Names.labels(cluster.getMetadata().getName()));
        labels.put(Names.NODE, name);
        labels.put(Names.ROLE, Names.ROLE_JOINING);
        labels.put(Names.TAKES_CLIENTS, "false");
        return labels;
    }

    private static PodSpec podSpec(GameCluster cluster, String name, Surroundings surroundings) {
        PodTemplateSpec template = cluster.getSpec().template();
        String clusterName = cluster.getMetadata().getName();
        return new PodSpecBuilder()
                .withHostname(name)
                .withSubdomain(Names.nodesService(clusterName))
                .withRestartPolicy("Always")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withServiceAccountName(template.serviceAccountName())
                .withPriorityClassName(template.priorityClassName())
                .withImagePullSecrets(template.imagePullSecrets())
                .withNodeSelector(template.nodeSelector())
                .withTolerations(tolerations(template.tolerations()))
                .withAffinity(affinity(clusterName, template.affinity()))
                .withTopologySpreadConstraints(template.topologySpreadConstraints())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(NOBODY)
                .withRunAsGroup(NOBODY)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(cluster, surroundings))
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("256Mi"))
                .endEmptyDir()
                .endVolume()
                .build();
    }

    private static Container container(GameCluster cluster, Surroundings surroundings) {
        GameClusterSpec spec = cluster.getSpec();
        PodTemplateSpec.ImagePullPolicy pull = spec.template().imagePullPolicy();
        return new ContainerBuilder()
                .withName(Names.GAMESERVER)
                .withImage(image(spec, surroundings))
                .withImagePullPolicy(pull == null ? PodTemplateSpec.ImagePullPolicy.IfNotPresent.name() : pull.name())
                .withPorts(
                        port("client", Names.CLIENT_PORT),
                        port("internal", Names.INTERNAL_PORT),
                        port("feed", Names.FEED_PORT),
                        port("management", Names.MANAGEMENT_PORT))
                .withEnv(environment(cluster, surroundings))
                .withResources(spec.resources() == null ? LITTLE : spec.resources())
                .withStartupProbe(probe("started", 1, STARTUP_SECONDS))
                .withReadinessProbe(probe("ready", 1, 3))
                .withLivenessProbe(probe("live", 5, 6))
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    private static List<EnvVar> environment(GameCluster cluster, Surroundings surroundings) {
        GameClusterSpec spec = cluster.getSpec();
        List<EnvVar> environment = new ArrayList<>(spec.template().env());
        environment.add(value(
                "GAMECLUSTER_CLUSTER",
                cluster.getMetadata().getNamespace() + "/"
                        + cluster.getMetadata().getName()));
        environment.add(field("GAMECLUSTER_NODE_NAME", "metadata.name"));
        environment.add(field("GAMECLUSTER_NODE_ADVERTISED_HOST", "status.podIP"));
        environment.add(value("GAMECLUSTER_NODE_REGISTRY", surroundings.registry()));
        environment.add(value("GAMECLUSTER_NODE_CAPACITY", spec.capacityPerSlave()));
        environment.add(value("GAMECLUSTER_NODE_DRAIN_MILLIS", DRAIN_MILLIS));
        environment.add(
                value("GAMECLUSTER_FAILOVER_HEARTBEAT_MILLIS", spec.failover().heartbeatMillis()));
        environment.add(value(
                "GAMECLUSTER_FAILOVER_MAXIMUM_LOSS_MILLIS", spec.failover().maxLossMillis()));
        environment.add(
                value("GAMECLUSTER_WORLD_START_AREA", spec.world().startArea().text()));
        if (spec.ticketSecretRef() != null) {
            environment.add(new EnvVarBuilder()
                    .withName("GAMECLUSTER_NODE_TICKET_SECRET")
                    .withNewValueFrom()
                    .withNewSecretKeyRef()
                    .withName(spec.ticketSecretRef().name())
                    .withKey(spec.ticketSecretRef().key())
                    .endSecretKeyRef()
                    .endValueFrom()
                    .build());
        }
        return environment;
    }

    private static List<Toleration> tolerations(List<Toleration> wanted) {
        List<Toleration> tolerations = new ArrayList<>(wanted);
        for (String key : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
            if (wanted.stream().noneMatch(toleration -> key.equals(toleration.getKey()))) {
                tolerations.add(new TolerationBuilder()
                        .withKey(key)
                        .withOperator("Exists")
                        .withEffect("NoExecute")
                        .withTolerationSeconds(AWAY_SECONDS)
                        .build());
            }
        }
        return tolerations;
    }

    /** Unless people say otherwise, nodes of one cluster rather run on different machines. */
    private static Affinity affinity(String cluster, Affinity wanted) {
        if (wanted != null) {
            return wanted;
        }
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .withMatchLabels(Names.selector(cluster))
                .endLabelSelector()
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build();
    }

    private static Probe probe(String check, int everySeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/q/health/" + check)
                .withNewPort(Names.MANAGEMENT_PORT)
                .endHttpGet()
                .withPeriodSeconds(everySeconds)
                .withTimeoutSeconds(2)
                .withFailureThreshold(failures)
                .build();
    }

    private static ContainerPort port(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    private static EnvVar value(String name, Object value) {
        return new EnvVarBuilder().withName(name).withValue(value.toString()).build();
    }

    private static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath(path)
                .endFieldRef()
                .endValueFrom()
                .build();
    }
}
