package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.operator.api.GameClusterStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/**
 * Who reigns, as the resource says it, and which processes there are.
 *
 * @param processes uid and number of restarts of every pod
 * @param atMillis when it was so, wall clock
 */
record Reign(
        long epoch,
        String master,
        Optional<GameClusterStatus.LastFailover> last,
        List<String> processes,
        long atMillis) {
    static Reign of(LiveCluster cluster) {
        GameClusterStatus status = cluster.status();
        List<String> processes = cluster.pods().stream().map(Reign::process).toList();
        return new Reign(
                status.reign(),
                status.master(),
                Optional.ofNullable(status.lastFailover()),
                processes,
                System.currentTimeMillis());
    }

    private static String process(Pod pod) {
        int restarts = pod.getStatus().getContainerStatuses().stream()
                .mapToInt(status -> status.getRestartCount())
                .sum();
        return pod.getMetadata().getName() + " " + pod.getMetadata().getUid() + " restarted " + restarts;
    }
}
