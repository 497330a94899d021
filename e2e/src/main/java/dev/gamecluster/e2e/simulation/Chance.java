package dev.gamecluster.e2e.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Everything random of one run, from one seed. */
final class Chance {
    static final long MILLI = 1_000_000L;

    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** An independent stream: what one part draws does not change what another part draws. */
    Chance fork() {
        return new Chance(random.split());
    }

    boolean is(double probability) {
        return random.nextDouble() < probability;
    }

    double uniform(double minimum, double maximum) {
        return minimum + (maximum - minimum) * random.nextDouble();
    }

    /** Both ends included. */
    int integer(int minimum, int maximum) {
        return random.nextInt(minimum, maximum + 1);
    }

    long bits() {
        return random.nextLong();
    }

    /** Between two times given in milliseconds, in nanoseconds. */
    long nanos(double minimumMillis, double maximumMillis) {
        return (long) (uniform(minimumMillis, maximumMillis) * MILLI);
    }

    /** With a long tail. */
    long exponentialNanos(double meanMillis) {
        return (long) (-Math.log(1 - random.nextDouble()) * meanMillis * MILLI);
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
