package dev.gamecluster.world;

/** What a record of {@link Users} says: its words, by array and base. */
final class UserRecord {
    private UserRecord() {}

    /** Metres at a tick. */
    static double x(long[] words, int base, long tick) {
        return position(words, base + Users.X0, base + Users.VX, tick - words[base + Users.SINCE]);
    }

    /** Metres at a tick. */
    static double y(long[] words, int base, long tick) {
        return position(words, base + Users.Y0, base + Users.VY, tick - words[base + Users.SINCE]);
    }

    private static double position(long[] words, int p0, int velocity, long elapsedTicks) {
        return Motion.position(
                Double.longBitsToDouble(words[p0]), Double.longBitsToDouble(words[velocity]), elapsedTicks);
    }

    /** Shows the user as it is at a tick. */
    static void show(long[] words, int base, long tick, UserVisitor visitor) {
        double vx = Double.longBitsToDouble(words[base + Users.VX]);
        double vy = Double.longBitsToDouble(words[base + Users.VY]);
        long elapsedTicks = tick - words[base + Users.SINCE];
        double x = Motion.position(Double.longBitsToDouble(words[base + Users.X0]), vx, elapsedTicks);
        double y = Motion.position(Double.longBitsToDouble(words[base + Users.Y0]), vy, elapsedTicks);
        visitor.user(words[base + Users.ID], x, y, vx, vy, words[base + Users.MONEY]);
    }

    /** From {@code tick} on the user moves from (x, y) with (vx, vy). */
    static void setMotion(long[] words, int base, double x, double y, double vx, double vy, long tick) {
        words[base + Users.X0] = bits(x);
        words[base + Users.Y0] = bits(y);
        words[base + Users.VX] = bits(vx);
        words[base + Users.VY] = bits(vy);
        words[base + Users.SINCE] = tick;
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(Motion.withoutNegativeZero(value));
    }

    /** The user's share of the world's hash: all but the money. */
    static long motionShare(long[] words, int base, boolean loggedIn) {
        return StateHash.motion(
                words[base + Users.ID],
                words[base + Users.X0],
                words[base + Users.Y0],
                words[base + Users.VX],
                words[base + Users.VY],
                words[base + Users.SINCE],
                loggedIn);
    }

    /** The user's share of the world's hash: the money. */
    static long wealthShare(long[] words, int base) {
        return StateHash.wealth(words[base + Users.ID], words[base + Users.MONEY]);
    }
}
