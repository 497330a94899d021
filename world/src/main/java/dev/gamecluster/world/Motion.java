package dev.gamecluster.world;

/**
 * Where a user is: a pure function of when and where its velocity was last set.
 *
 * <p>Per axis, {@code position(n) = clamp(p0 + v * 0.02 * n)}, n being the ticks since the velocity was set. Evaluated in
 * 64-bit floating point in exactly this order, so that every replica gets the same bits, and never accumulated, so that
 * slow walkers do not freeze far from the origin.
 *
 * <p>Each of the three operations is monotone in n, also after rounding. Hence a user that is on the near side of a line
 * at tick n was there at all ticks before n: this is what {@link AreaIndex} builds on.
 */
final class Motion {
    /** Answer of {@link #ticksToLeave} when the axis never leaves. */
    static final long NEVER = Long.MAX_VALUE;

    private static final double LIMIT = World.MAP_LIMIT_METRES;
    private static final double FARTHEST_TICK = 1e15;

    private Motion() {}

    /** Position in metres on one axis, {@code elapsedTicks} after the velocity was set at {@code p0}. Never -0.0. */
    static double position(double p0, double velocity, long elapsedTicks) {
        double free = p0 + velocity * World.STEP_SECONDS * elapsedTicks;
        return free > LIMIT ? LIMIT : free < -LIMIT ? -LIMIT : free;
    }

    /**
     * About how many ticks after the velocity was set the axis is first outside [low, high); {@link #NEVER} when it never
     * is. Only an estimate: rounding may put it a few ticks off to either side, for crawling users many. Whoever relies on
     * it must check with {@link #position}.
     */
    static long ticksToLeave(double p0, double velocity, double low, double high) {
        double metresPerTick = velocity * World.STEP_SECONDS;
        if (metresPerTick > 0) {
            return high > LIMIT ? NEVER : ticks(Math.ceil((high - p0) / metresPerTick));
        }
        if (metresPerTick < 0) {
            return low <= -LIMIT ? NEVER : ticks(Math.floor((p0 - low) / -metresPerTick) + 1);
        }
        return NEVER;
    }

    private static long ticks(double estimate) {
        return estimate < FARTHEST_TICK ? (long) estimate : NEVER;
    }

    /** Turns -0.0 into 0.0, so that replicas do not differ by a sign nobody sees. */
    static double withoutNegativeZero(double value) {
        return value + 0.0;
    }

    /** Whether a position on one axis is on the map; false for NaN. */
    static boolean isOnMap(double position) {
        return position >= -LIMIT && position <= LIMIT;
    }
}
