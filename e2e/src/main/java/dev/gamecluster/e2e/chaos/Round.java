package dev.gamecluster.e2e.chaos;

import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.e2e.process.ProcessCluster;
import java.util.List;

/** One fault under load: waits for a whole cluster, does it, waits until all is well again. */
final class Round {
    private static final int WELL_SECONDS = 40;

    /**
     * @param firstGapMillis from the fault to the first acknowledged write made after it, of any client
     * @param lastGapMillis likewise, of the client that waited longest
     * @param epochs how much the epoch rose
     */
    record Result(double firstGapMillis, double lastGapMillis, long epochs, String from, String to) {}

    private Round() {}

    static Result run(Fault fault, ProcessCluster cluster, ClusterWatch watch, Load load, int slaves) {
        watch.awaitComplete(slaves, WELL_SECONDS);
        long epoch = watch.epoch();
        String before = watch.master();
        load.expectFault(Long.MAX_VALUE);
        Fault.Happened happened = fault.happen(cluster, watch, load::expectFault);
        ClusterWatch.await("every client writing again", WELL_SECONDS, load::allWriteAgain);
        happened.undo().run();
        watch.awaitComplete(slaves, WELL_SECONDS);
        String master = watch.master();
        if (!happened.victim().isEmpty() && !happened.victim().equals(master)) {
            String victim = happened.victim();
            ClusterWatch.await(
                    victim + " with the state of " + master, WELL_SECONDS, () -> watch.haveSameHash(victim, master));
        }
        return new Result(
                load.firstGapNanos(happened.atNanos()) / 1e6,
                load.lastGapNanos(happened.atNanos()) / 1e6,
                watch.epoch() - epoch,
                before,
                master);
    }

    /** What is not as it should be after a round; empty when all is. */
    static List<String> problems(Fault fault, Result result) {
        if (fault.changesMaster() && fault != Fault.SWITCHOVER && result.epochs() != 1) {
            return List.of("the epoch rose by " + result.epochs() + " instead of 1");
        }
        if (!fault.changesMaster() && (result.epochs() != 0 || !result.from().equals(result.to()))) {
            return List.of("the master moved from " + result.from() + " to " + result.to());
        }
        return List.of();
    }
}
