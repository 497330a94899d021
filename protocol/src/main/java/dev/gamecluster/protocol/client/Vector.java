package dev.gamecluster.protocol.client;

/** Two numbers of a request as read, {@code {"x":..., "y":...}}. */
record Vector(double x, double y) {
    static final Vector ZERO = new Vector(0, 0);

    /**
     * Whether the speed is at most the limit. A client writes decimals: (5.6, 19.2) is exactly 20 m/s on paper, but reading each
     * and {@link Math#hypot} may err by half a unit and one unit in the last place, so two units above are let through. On one
     * axis nothing is rounded and nothing above is let through.
     */
    boolean isSpeedWithin(double limit) {
        return Math.abs(x) <= limit && Math.abs(y) <= limit && Math.hypot(x, y) <= limit + 2 * Math.ulp(limit);
    }
}
