package dev.gamecluster.client;

import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: they double from {@value #FIRST_MILLIS} ms to {@value #LARGEST_MILLIS} ms, and each is drawn
 * from the upper half of its step, so that clients that lost the same node do not come back at the same moment.
 */
public final class Backoff {
    public static final int FIRST_MILLIS = 20;
    public static final int LARGEST_MILLIS = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RandomGenerator random;
    private int attempts;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    public void reset() {
        attempts = 0;
    }

    public long nextNanos() {
        long step = Math.min(LARGEST_MILLIS, (long) FIRST_MILLIS << Math.min(attempts, 16)) * NANOS_PER_MILLI;
        attempts++;
        return step / 2 + random.nextLong(step / 2);
    }
}
