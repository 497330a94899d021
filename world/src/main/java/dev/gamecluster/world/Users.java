package dev.gamecluster.world;

import java.util.Arrays;

/**
 * Every user ever seen, by slot: eight 64-bit words each, side by side (one user costs one or two cache lines, however the
 * slots are visited), in chunks, so that growing never copies users.
 *
 * <p>The first seven words are the user's state, as hashed and as handed out in snapshots. The eighth is the user's place
 * in the index: leaf and position within the leaf, or {@link #OUTSIDE} while logged out. Its sign is thus the logged-in
 * flag; everything else about it belongs to {@link AreaIndex} and is neither hashed nor kept in snapshots.
 */
final class Users {
    static final int ID = 0;
    static final int X0 = 1;
    static final int Y0 = 2;
    static final int VX = 3;
    static final int VY = 4;
    static final int SINCE = 5;
    static final int MONEY = 6;
    static final int PLACE = 7;

    /** The place of a user that is logged out. */
    static final long OUTSIDE = -1;

    static final int CHUNK_BITS = 10;
    static final int CHUNK_USERS = 1 << CHUNK_BITS;
    private static final int WORD_BITS = 3;

    private long[][] chunks = new long[4][];
    private int count;

    int count() {
        return count;
    }

    /** Adds a logged-out user with everything but its id zero; returns its slot. */
    int add(long id) {
        int slot = count;
        int chunk = slot >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunk);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK_USERS << WORD_BITS];
        }
        count++;
        set(slot, ID, id);
        set(slot, PLACE, OUTSIDE);
        return slot;
    }

    /** The words of the slot's chunk; the slot's own begin at {@link #base}. */
    long[] chunk(int slot) {
        return chunks[slot >>> CHUNK_BITS];
    }

    static int base(int slot) {
        return (slot & (CHUNK_USERS - 1)) << WORD_BITS;
    }

    long get(int slot, int word) {
        return chunk(slot)[base(slot) + word];
    }

    void set(int slot, int word, long value) {
        chunk(slot)[base(slot) + word] = value;
    }

    long id(int slot) {
        return get(slot, ID);
    }

    boolean isLoggedIn(int slot) {
        return get(slot, PLACE) >= 0;
    }

    double x(int slot, long tick) {
        long[] words = chunk(slot);
        int base = base(slot);
        return position(words, base + X0, base + VX, tick - words[base + SINCE]);
    }

    double y(int slot, long tick) {
        long[] words = chunk(slot);
        int base = base(slot);
        return position(words, base + Y0, base + VY, tick - words[base + SINCE]);
    }

    private static double position(long[] words, int p0, int velocity, long elapsedTicks) {
        return Motion.position(
                Double.longBitsToDouble(words[p0]), Double.longBitsToDouble(words[velocity]), elapsedTicks);
    }

    /** Shows one user as it is at a tick. */
    void show(int slot, long tick, UserVisitor visitor) {
        long[] words = chunk(slot);
        int base = base(slot);
        double vx = Double.longBitsToDouble(words[base + VX]);
        double vy = Double.longBitsToDouble(words[base + VY]);
        long elapsedTicks = tick - words[base + SINCE];
        double x = Motion.position(Double.longBitsToDouble(words[base + X0]), vx, elapsedTicks);
        double y = Motion.position(Double.longBitsToDouble(words[base + Y0]), vy, elapsedTicks);
        visitor.user(words[base + ID], x, y, vx, vy, words[base + MONEY]);
    }

    /** From {@code tick} on the user moves from (x, y) with (vx, vy). */
    void setMotion(int slot, double x, double y, double vx, double vy, long tick) {
        long[] words = chunk(slot);
        int base = base(slot);
        words[base + X0] = bits(x);
        words[base + Y0] = bits(y);
        words[base + VX] = bits(vx);
        words[base + VY] = bits(vy);
        words[base + SINCE] = tick;
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(Motion.withoutNegativeZero(value));
    }

    /** The user's share of the world's hash: all but the money. */
    long motionShare(int slot) {
        long[] words = chunk(slot);
        int base = base(slot);
        return StateHash.motion(
                words[base + ID],
                words[base + X0],
                words[base + Y0],
                words[base + VX],
                words[base + VY],
                words[base + SINCE],
                words[base + PLACE] >= 0);
    }

    /** The user's share of the world's hash: the money. */
    long wealthShare(int slot) {
        return StateHash.wealth(get(slot, ID), get(slot, MONEY));
    }
}
