package dev.gamecluster.client.command.bots;

/** Rate of something that is counted, over about the last second. */
public final class RateMeter {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private long sinceNanos;
    private long sinceCount;
    private double rate;

    public RateMeter(long nowNanos) {
        this.sinceNanos = nowNanos;
    }

    /** @return a second */
    public double perSecond(long count, long nowNanos) {
        if (nowNanos - sinceNanos >= SECOND_NANOS) {
            rate = (double) (count - sinceCount) * SECOND_NANOS / (nowNanos - sinceNanos);
            sinceCount = count;
            sinceNanos = nowNanos;
        }
        return rate;
    }
}
