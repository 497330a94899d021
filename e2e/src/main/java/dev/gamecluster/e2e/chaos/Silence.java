package dev.gamecluster.e2e.chaos;

import java.util.concurrent.atomic.AtomicLong;

/** The longest time in which nobody at all had a write acknowledged. */
final class Silence {
    private final AtomicLong lastNanos = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    /** Begins anew. */
    void watch(long nowNanos) {
        lastNanos.set(nowNanos);
        longestNanos.set(0);
    }

    /** A write was acknowledged. */
    void broken(long nowNanos) {
        longestNanos.accumulateAndGet(nowNanos - lastNanos.getAndSet(nowNanos), Math::max);
    }

    long longestNanos() {
        return longestNanos.get();
    }
}
