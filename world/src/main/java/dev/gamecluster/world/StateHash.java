package dev.gamecluster.world;

/**
 * The world's hash: the sum over all users of a strong mix of the user's record, mixed with the tick.
 *
 * <p>A sum does not depend on the order of the users and is kept up to date by subtracting a user's old share and adding
 * the new one. Each user's share is itself a sum of two mixes, both keyed by the user's id: its motion and its wealth. So
 * paying a user, the most frequent change, costs two short mixes rather than two of the whole record.
 */
final class StateHash {
    private static final long MOTION_SEED = 0x9e3779b97f4a7c15L;
    private static final long WEALTH_SEED = 0xd1b54a32d192ed03L;
    private static final long STEP_FACTOR = 0x9fb21c651e98df25L;

    private StateHash() {}

    /** The share of everything but the money; floating point values as raw bits. */
    static long motion(long id, long x0, long y0, long vx, long vy, long sinceTick, boolean loggedIn) {
        long h = absorb(MOTION_SEED, id);
        h = absorb(h, x0);
        h = absorb(h, y0);
        h = absorb(h, vx);
        h = absorb(h, vy);
        h = absorb(h, sinceTick);
        return mix(h + (loggedIn ? 1 : 0));
    }

    /** The share of the money. */
    static long wealth(long id, long money) {
        return mix(absorb(absorb(WEALTH_SEED, id), money));
    }

    /** The hash of a world whose users' shares add up to {@code sumOfShares}. */
    static long world(long sumOfShares, long tick) {
        return mix(sumOfShares + mix(tick + MOTION_SEED));
    }

    private static long absorb(long state, long word) {
        long h = (state ^ word) * STEP_FACTOR;
        return h ^ (h >>> 29);
    }

    /** A bijection of 64-bit words in which every output bit depends on every input bit (splitmix64's finisher). */
    static long mix(long word) {
        long h = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }
}
