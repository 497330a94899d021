package dev.gamecluster.registry.core;

import java.util.OptionalInt;

/** The beginning of a director: it listens until everybody who is waited for is here, or has had time to come. */
final class Settling {
    private static final long NEVER = Long.MIN_VALUE;

    private final ClusterState state;
    private final long settleNanos;
    private long firstHeartbeatNanos = NEVER;
    private boolean over;

    Settling(ClusterState state, DirectorSettings settings) {
        this.state = state;
        this.settleNanos = settings.settleMillis() * 1_000_000L;
    }

    void heard(long nowNanos) {
        if (firstHeartbeatNanos == NEVER) {
            firstHeartbeatNanos = nowNanos;
        }
    }

    /** Once all configured nodes are there, nothing is waited for when one reports to be master, or nobody has a world. */
    void look(OptionalInt configuredSlaves, long nowNanos) {
        if (over || firstHeartbeatNanos == NEVER) {
            return;
        }
        boolean newWorld = state.epochs().heard() == 0;
        boolean all = configuredSlaves.isPresent() && state.nodes().live().size() > configuredSlaves.getAsInt();
        boolean reported = state.master() != null;
        over = all && (newWorld || reported) || nowNanos - firstHeartbeatNanos >= settleNanos;
    }

    boolean isOver() {
        return over;
    }
}
