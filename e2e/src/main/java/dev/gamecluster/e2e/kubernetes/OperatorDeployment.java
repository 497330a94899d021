package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.operator.manifest.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.List;
import java.util.Optional;

/** The operator as it is installed: its Deployment and the replica that acts. */
public final class OperatorDeployment {
    static final String CONTAINER = "operator";

    private final KubernetesClient client;
    private final String namespace;

    public OperatorDeployment(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    private RollableScalableResource<Deployment> deployment() {
        return client.apps().deployments().inNamespace(namespace).withName(Names.OPERATOR);
    }

    public boolean exists() {
        return deployment().get() != null;
    }

    public int replicas() {
        return deployment().get().getSpec().getReplicas();
    }

    public void scale(int replicas) {
        deployment().scale(replicas);
    }

    /** Replaces all its pods, as a new version of it does. */
    public void restart() {
        deployment().rolling().restart();
    }

    /** All replicas of the newest version are ready, and none is left of an older one. */
    public boolean isRolledOut() {
        Deployment now = deployment().get();
        int wanted = now.getSpec().getReplicas();
        return now.getMetadata().getGeneration().equals(now.getStatus().getObservedGeneration())
                && isCount(now.getStatus().getUpdatedReplicas(), wanted)
                && isCount(now.getStatus().getReadyReplicas(), wanted)
                && isCount(now.getStatus().getReplicas(), wanted)
                && acting().isPresent();
    }

    private static boolean isCount(Integer count, int wanted) {
        return (count == null ? 0 : count) == wanted;
    }

    public List<Pod> pods() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(Names.APPLICATION, Names.GAMECLUSTER)
                .withLabel(Names.COMPONENT, Names.OPERATOR_COMPONENT)
                .list()
                .getItems();
    }

    /** The replica that acts. */
    public Optional<Pod> acting() {
        return pods().stream()
                .filter(pod -> "true".equals(pod.getMetadata().getLabels().get(Names.ACTING)))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst();
    }

    /** What one of its replicas has logged. */
    public String log(Pod pod) {
        return client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .tailingLines(400)
                .getLog();
    }
}
