package dev.gamecluster.operator.observe;

import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.registry.core.ClusterName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All pods of all clusters, from one watch. Tells at once when one is marked for deletion or gone: elections and drains must not wait for
 * a reconciliation.
 */
public final class PodDirectory implements AutoCloseable {
    private static final String BY_CLUSTER = "cluster";

    /** Told on the watch's thread; must not block. */
    public interface Listener {
        /** Something about a pod of the cluster is different. */
        void changed(ClusterName cluster);

        /** The pod is marked for deletion: its node should go, and may not have been told so yet. */
        void terminating(ClusterName cluster, String node);

        /** The pod, and with it the process, is no more. */
        void gone(ClusterName cluster, String node);
    }

    private final SharedIndexInformer<Pod> informer;

    /** Watches from now on; returns when the pods that there are have been read. */
    public PodDirectory(KubernetesClient client, Listener listener) {
        this.informer = client.pods()
                .inAnyNamespace()
                .withLabel(Names.MANAGED_BY, Names.OPERATOR)
                .withLabel(Names.COMPONENT, Names.GAMESERVER)
                .runnableInformer(0);
        informer.addIndexers(Map.of(
                BY_CLUSTER,
                pod -> cluster(pod).map(ClusterName::text).map(List::of).orElse(List.of())));
        informer.addEventHandler(new Handler(listener));
        informer.run();
    }

    public List<Pod> pods(ClusterName cluster) {
        return informer.getIndexer().byIndex(BY_CLUSTER, cluster.text());
    }

    @Override
    public void close() {
        informer.close();
    }

    private static Optional<ClusterName> cluster(Pod pod) {
        String name = pod.getMetadata().getLabels() == null
                ? null
                : pod.getMetadata().getLabels().get(Names.CLUSTER);
        return name == null
                ? Optional.empty()
                : Optional.of(new ClusterName(pod.getMetadata().getNamespace(), name));
    }

    private static final class Handler implements ResourceEventHandler<Pod> {
        private final Listener listener;

        Handler(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onAdd(Pod pod) {
            cluster(pod).ifPresent(cluster -> {
                if (PodReader.isTerminating(pod)) {
                    listener.terminating(cluster, pod.getMetadata().getName());
                }
                listener.changed(cluster);
            });
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            cluster(pod).ifPresent(cluster -> {
                if (PodReader.hasEnded(pod) && !PodReader.hasEnded(before)) {
                    listener.gone(cluster, pod.getMetadata().getName());
                } else if (PodReader.isTerminating(pod) && !PodReader.isTerminating(before)) {
                    listener.terminating(cluster, pod.getMetadata().getName());
                }
                listener.changed(cluster);
            });
        }

        @Override
        public void onDelete(Pod pod, boolean lastStateUnknown) {
            cluster(pod).ifPresent(cluster -> {
                listener.gone(cluster, pod.getMetadata().getName());
                listener.changed(cluster);
            });
        }
    }
}
