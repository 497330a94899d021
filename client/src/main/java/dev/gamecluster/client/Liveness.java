package dev.gamecluster.client;

/**
 * Judges a node by what it says. A node that owes no answer may be silent, and is pinged from time to time so that it sees that
 * the client lives. A node that owes one is pinged at half of its time (a write may be held for long, a ping never), and is dead
 * when it has said nothing of any kind at the end of it.
 */
public final class Liveness {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Our own thread did not run for longer: silence measured over that time says nothing about the node. */
    private static final long OWN_PAUSE_NANOS = 250 * NANOS_PER_MILLI;

    /** What has to be done about a node. */
    public enum Verdict {
        WELL,
        PING,
        DEAD
    }

    private final ClientOptions options;
    private long receivedNanos;
    private long sentNanos;
    private long judgedNanos;
    private boolean probed;

    public Liveness(ClientOptions options) {
        this.options = options;
    }

    public void connected(long nowNanos) {
        receivedNanos = nowNanos;
        sentNanos = nowNanos;
        judgedNanos = nowNanos;
        probed = false;
    }

    public void received(long nowNanos) {
        receivedNanos = nowNanos;
        probed = false;
    }

    public void sent(long nowNanos) {
        sentNanos = nowNanos;
    }

    /**
     * @param owedSinceNanos when the oldest unanswered request was sent; {@code nowNanos} when there is none
     * @param doublings how often the node's time is doubled
     */
    public Verdict judge(long nowNanos, long owedSinceNanos, int doublings) {
        if (nowNanos - judgedNanos > OWN_PAUSE_NANOS) {
            received(nowNanos);
        }
        judgedNanos = nowNanos;
        long limitNanos = options.deadAfterMillis() * NANOS_PER_MILLI << doublings;
        long silent = silentNanos(nowNanos, owedSinceNanos);
        if (probed && silent >= limitNanos) {
            return Verdict.DEAD;
        }
        if (!probed && silent >= limitNanos / 2) {
            probed = true;
            return Verdict.PING;
        }
        return nowNanos - sentNanos >= options.heartbeatMillis() * NANOS_PER_MILLI ? Verdict.PING : Verdict.WELL;
    }

    long silentNanos(long nowNanos, long owedSinceNanos) {
        if (owedSinceNanos == nowNanos) {
            return 0;
        }
        return Math.min(nowNanos - owedSinceNanos, nowNanos - receivedNanos);
    }
}
