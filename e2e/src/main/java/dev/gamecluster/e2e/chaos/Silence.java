package dev.gamecluster.e2e.chaos;

/** The longest time in which nobody at all had a write acknowledged. */
final class Silence {
    private long lastNanos;
    private long longestNanos;
    private long beginNanos;

    /** Begins anew. */
    synchronized void watch(long nowNanos) {
        lastNanos = nowNanos;
        longestNanos = 0;
        beginNanos = nowNanos;
    }

    /** A write was acknowledged. */
    synchronized void broken(long nowNanos) {
        if (nowNanos - lastNanos > longestNanos) {
            longestNanos = nowNanos - lastNanos;
            beginNanos = lastNanos;
        }
        lastNanos = nowNanos;
    }

    synchronized long longestNanos() {
        return longestNanos;
    }

    /** When the longest began. */
    synchronized long beginNanos() {
        return beginNanos;
    }
}
