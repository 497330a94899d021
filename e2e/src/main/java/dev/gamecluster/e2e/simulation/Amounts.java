package dev.gamecluster.e2e.simulation;

/** Values that tell which write of which client they belong to. */
final class Amounts {
    private static final int RANDOM_BITS = 16;

    private Amounts() {}

    /** Money of an aoe: no other write has the same, and no small set of them has the sum of another. */
    static long of(int client, long id, Chance chance) {
        return ((id * 64 + client) << RANDOM_BITS) | (chance.bits() & ((1 << RANDOM_BITS) - 1));
    }

    /** Metres per second, so slow that nobody leaves the reach of the others. */
    static double velocity(int client, long id) {
        return (id * 64 + client) * 1e-9;
    }
}
