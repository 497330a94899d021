package dev.gamecluster.registry.core;

import java.util.StringJoiner;

/** While there is no master: who may become one by now, how long nobody could, and that this is said once. */
final class Vacancy {
    private static final long NEVER = Long.MIN_VALUE;

    private final ClusterState state;
    private final Candidates candidates;
    private final DirectorOutput output;
    private final int lastResortMillis;
    private long sinceNanos = NEVER;
    private boolean reported;

    Vacancy(ClusterState state, Candidates candidates, DirectorSettings settings, DirectorOutput output) {
        this.state = state;
        this.candidates = candidates;
        this.output = output;
        this.lastResortMillis = settings.lastResortMillis();
    }

    Candidates.Level level(long nowNanos) {
        if (candidates.anyAdmitted()) {
            end();
            return Candidates.Level.ADMITTED;
        }
        if (sinceNanos == NEVER) {
            sinceNanos = nowNanos;
        }
        return candidates.level(nowNanos - sinceNanos >= lastResortMillis * 1_000_000L);
    }

    void end() {
        sinceNanos = NEVER;
        reported = false;
    }

    /** This registry did not run for a while. */
    void extend(long gapNanos) {
        if (sinceNanos != NEVER) {
            sinceNanos += gapNanos;
        }
    }

    /** Says once that nobody may become master. A new cluster that waits for its nodes is not worth a word. */
    void report() {
        if (reported || state.epochs().heard() == 0) {
            return;
        }
        reported = true;
        output.event(new ClusterEvent.NoCandidate(state.reign().epoch(), describe()));
    }

    private String describe() {
        StringJoiner names = new StringJoiner(", ");
        for (NodeEntry node : state.nodes().live()) {
            names.add(node.name());
        }
        return names.length() == 0
                ? "no master and no live node"
                : "no master and no admitted node among " + names + "; after " + lastResortMillis
                        + " ms without one the most advanced node is taken";
    }
}
