package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;

/** What the client desk must do from time to time. */
final class DeskTimers {
    private static final long SWEEP_NANOS = 250_000_000L;
    private static final long GIVE_UP_NANOS = 20_000_000L;
    private static final long RECONCILE_NANOS = 1_000_000_000L;

    private long sweepNanos;
    private long giveUpNanos;
    private long reconcileNanos;

    /** @param inStep whether the state is that of the log, so that sessions can be compared with connections */
    void run(ClientDesk desk, ReplicatedState state, boolean inStep, long nowNanos) {
        if (nowNanos >= giveUpNanos) {
            giveUpNanos = nowNanos + GIVE_UP_NANOS;
            desk.giveUp(state, nowNanos);
        }
        if (nowNanos >= sweepNanos) {
            sweepNanos = nowNanos + SWEEP_NANOS;
            desk.sweepSilent(nowNanos);
        }
        if (inStep && nowNanos >= reconcileNanos) {
            reconcileNanos = nowNanos + RECONCILE_NANOS;
            desk.reconcile(state);
        }
    }
}
