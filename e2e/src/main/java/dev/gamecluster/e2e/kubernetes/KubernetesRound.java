package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.e2e.chaos.Load;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.operator.api.GameClusterStatus.LastFailover;
import java.util.List;
import java.util.Optional;

/** One fault under load: waits for a whole cluster, does it, waits until all is well again, and compares what Kubernetes says of it. */
final class KubernetesRound {
    private static final int WRITING_SECONDS = 60;
    /** Status and Events are written behind what happens. */
    private static final int TOLD_SECONDS = 15;

    /**
     * @param atNanos when the fault happened
     * @param firstGapMillis from the fault to the first acknowledged write made after it, of any client
     * @param lastGapMillis likewise, of the client that waited longest
     * @param longestSilenceMillis the longest time in which nobody had a write acknowledged until all was well again
     * @param silenceBeginMillis when that began, after the fault
     * @param longestWaitMillis the longest that any write waited for its answer until all was well again
     * @param told what status says of the change of master
     * @param problems what does not agree
     */
    record Result(
            long atNanos,
            double firstGapMillis,
            double lastGapMillis,
            double longestSilenceMillis,
            double silenceBeginMillis,
            double longestWaitMillis,
            String from,
            String to,
            Optional<LastFailover> told,
            List<String> problems) {}

    private KubernetesRound() {}

    static Result run(KubernetesFault fault, Scene scene, Load load) {
        LiveCluster cluster = scene.cluster();
        cluster.awaitWhole();
        Reign before = Reign.of(cluster);
        load.expectFault(Long.MAX_VALUE);
        KubernetesFault.Happened happened = fault.happen(scene, before.master(), load::expectFault);
        ClusterWatch.await("every client writing again", WRITING_SECONDS, load::allWriteAgain);
        happened.undo().run();
        double lastGapMillis = load.lastGapNanos(happened.atNanos()) / 1e6;
        if (fault.expected().movesMaster()) {
            cluster.await(
                    "an epoch above " + before.epoch(),
                    WRITING_SECONDS,
                    () -> cluster.status().reign() > before.epoch());
        }
        cluster.awaitWhole();
        double longestWaitMillis = load.longestWaitNanos() / 1e6;
        Account account = account(fault, cluster, before, Math.max(lastGapMillis, longestWaitMillis));
        return new Result(
                happened.atNanos(),
                load.firstGapNanos(happened.atNanos()) / 1e6,
                lastGapMillis,
                load.longestSilenceNanos() / 1e6,
                load.longestSilenceBeginNanos(happened.atNanos()) / 1e6,
                load.longestWaitNanos() / 1e6,
                before.master(),
                account.after().master(),
                account.after().last().filter(last -> fault.expected().movesMaster()),
                account.problems());
    }

    private record Account(Reign after, List<String> problems) {}

    /** Kubernetes has some time to say what happened; what it says after that counts. */
    private static Account account(KubernetesFault fault, LiveCluster cluster, Reign before, double gapMillis) {
        Account[] account = new Account[1];
        try {
            cluster.await("agreement", TOLD_SECONDS, () -> {
                Reign after = Reign.of(cluster);
                List<String> problems =
                        Testimony.problems(fault.expected(), before, after, gapMillis, cluster.events());
                account[0] = new Account(after, problems);
                return problems.isEmpty();
            });
        } catch (IllegalStateException disagreement) {
            if (account[0] == null || account[0].problems().isEmpty()) {
                throw disagreement;
            }
        }
        return account[0];
    }
}
