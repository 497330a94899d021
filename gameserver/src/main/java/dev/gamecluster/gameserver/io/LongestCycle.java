package dev.gamecluster.gameserver.io;

/** The longest cycle of the last 5 to 10 seconds: two windows of 5 s, the older of which is dropped when the newer is full. Written by one thread. */
final class LongestCycle {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private long windowNanos;
    private long current;
    private long previous;
    private volatile long longest;

    void record(long nowNanos, long durationNanos) {
        if (nowNanos - windowNanos > WINDOW_NANOS) {
            windowNanos = nowNanos;
            previous = current;
            current = 0;
            longest = previous;
        }
        if (durationNanos > current) {
            current = durationNanos;
            longest = Math.max(current, previous);
        }
    }

    /** Any thread; nanoseconds. */
    long nanos() {
        return longest;
    }
}
