package dev.gamecluster.e2e.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.operator.manifest.Names;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One GameCluster of a real Kubernetes: what the API server, its events and its registry say of it. */
public final class LiveCluster {
    private static final int WHOLE_SECONDS = 120;
    private static final int GONE_SECONDS = 90;
    /** The API server and the kubelet share the machine with what is measured: they are not asked often. */
    private static final long POLL_NANOS = 100_000_000L;

    private final KubernetesClient client;
    private final ClusterName name;
    private final Supplier<Optional<JsonNode>> registry;

    /** @param registry what the registry's HTTP API says of this cluster, empty while it does not answer */
    public LiveCluster(KubernetesClient client, ClusterName name, Supplier<Optional<JsonNode>> registry) {
        this.client = client;
        this.name = name;
        this.registry = registry;
    }

    public KubernetesClient client() {
        return client;
    }

    public ClusterName name() {
        return name;
    }

    /** What the registry says, empty while it does not answer. */
    public Optional<JsonNode> registryView() {
        return registry.get();
    }

    /** Applies a manifest of GameClusters; those without a namespace go into this cluster's, which is made when it is missing. */
    public void apply(String manifest) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name.namespace())
                        .endMetadata()
                        .build())
                .serverSideApply();
        client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(name.namespace())
                .serverSideApply();
    }

    public boolean exists() {
        return resource().get() != null;
    }

    /** @throws IllegalStateException when there is none */
    public GameCluster get() {
        GameCluster cluster = resource().get();
        if (cluster == null) {
            throw new IllegalStateException("there is no GameCluster " + name);
        }
        return cluster;
    }

    /** What the resource says of itself; empty before the operator has seen it. */
    public GameClusterStatus status() {
        GameClusterStatus status = get().getStatus();
        return status == null ? GameClusterStatus.NONE : status;
    }

    private Resource<GameCluster> resource() {
        return client.resources(GameCluster.class).inNamespace(name.namespace()).withName(name.name());
    }

    /** @param patch JSON merge patch of the GameCluster */
    public void patch(String patch) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    /** Through the scale subresource, as {@code kubectl scale} does it. */
    public void scale(int slaves) {
        resource().scale(slaves);
    }

    /** Its pods by name, also those that are ending. */
    public List<Pod> pods() {
        return client
                .pods()
                .inNamespace(name.namespace())
                .withLabels(Names.selector(name.name()))
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    /** @throws IllegalStateException when there is none */
    public Pod pod(String node) {
        Pod pod = client.pods().inNamespace(name.namespace()).withName(node).get();
        if (pod == null) {
            throw new IllegalStateException("there is no pod " + name.namespace() + "/" + node);
        }
        return pod;
    }

    /** Events about the GameCluster, of all times. */
    public List<Event> events() {
        return client.v1()
                .events()
                .inNamespace(name.namespace())
                .withField("involvedObject.name", name.name())
                .list()
                .getItems();
    }

    /** Says for people what keeps it from being whole: what was asked for is there, served, current, and everybody agrees on the master. */
    public String notWhole() {
        GameCluster cluster = get();
        GameClusterStatus status = cluster.getStatus() == null ? GameClusterStatus.NONE : cluster.getStatus();
        int slaves = cluster.getSpec().slaves();
        if (!cluster.getMetadata().getGeneration().equals(status.observedGeneration())) {
            return "status is about generation " + status.observedGeneration() + " of "
                    + cluster.getMetadata().getGeneration();
        }
        if (status.phase() != GameClusterStatus.Phase.Running
                || !Integer.valueOf(slaves).equals(status.readySlaves())) {
            return "phase is " + status.phase() + ", " + status.readySlaves() + " of " + slaves + " slaves ready";
        }
        if (status.conditions().stream()
                .anyMatch(each ->
                        each.getType().equals("UpToDate") && !each.getStatus().equals("True"))) {
            return "pods are outdated";
        }
        return podsNotWhole(slaves, status);
    }

    private String podsNotWhole(int slaves, GameClusterStatus status) {
        List<Pod> pods = pods();
        if (pods.size() != slaves + 1) {
            return pods.size() + " pods instead of " + (slaves + 1);
        }
        for (Pod pod : pods) {
            String role = pod.getMetadata().getLabels().get(Names.ROLE);
            boolean master = pod.getMetadata().getName().equals(status.master());
            if (!Readiness.isPodReady(pod) || pod.getMetadata().getDeletionTimestamp() != null) {
                return "pod " + pod.getMetadata().getName() + " is not ready, or ending";
            }
            if (!(master ? Names.ROLE_MASTER : Names.ROLE_SLAVE).equals(role)) {
                return "pod " + pod.getMetadata().getName() + " is labelled " + role + ", the master is "
                        + status.master();
            }
        }
        return registryView()
                .map(view -> agrees(view, slaves, status) ? "" : "the registry does not agree with the status: " + view)
                .orElse("the registry does not answer");
    }

    private static boolean agrees(JsonNode view, int slaves, GameClusterStatus status) {
        int live = 0;
        for (JsonNode node : view.path("nodes")) {
            boolean slave = node.path("role").asText().equals("slave");
            live += slave && node.path("state").asText().equals("live") ? 1 : 0;
        }
        return status.master().equals(view.path("master").asText())
                && status.reign() == view.path("epoch").asLong()
                && live == slaves;
    }

    public void awaitWhole() {
        await("a whole cluster", WHOLE_SECONDS, () -> notWhole().isEmpty());
    }

    /** Waits, without asking Kubernetes often. @throws IllegalStateException that also says what is missing */
    public void await(String what, int seconds, BooleanSupplier condition) {
        try {
            ClusterWatch.await(what, seconds, POLL_NANOS, condition);
        } catch (IllegalStateException late) {
            throw new IllegalStateException(
                    late.getMessage() + "; " + name + ": " + (exists() ? notWhole() : "gone"), late);
        }
    }

    /** Deletes it and waits until its pods are gone. */
    public void delete() {
        resource().delete();
        ClusterWatch.await("the end of " + name, GONE_SECONDS, POLL_NANOS, () -> !exists() && pods().isEmpty());
    }

    /** Deletes the namespace and all that is in it; does not wait. */
    public void deleteNamespace() {
        client.namespaces().withName(name.namespace()).delete();
    }
}
