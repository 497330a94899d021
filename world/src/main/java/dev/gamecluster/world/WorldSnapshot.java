package dev.gamecluster.world;

import java.util.Arrays;

/**
 * The whole world as it was when {@link World#beginSnapshot} was called, handed out in pieces while the world goes on.
 *
 * <p>Copy on write, by user: slots are handed out in order, and before a user that was not yet handed out is changed for
 * the first time, its record is put aside. Users are never removed and new ones get higher slots, so the snapshot is the
 * slots below the count at its begin. Memory: what was changed meanwhile, 64 bytes each, until {@link #close}.
 *
 * <p>Belongs to the thread that owns the world. While it is open no other snapshot can begin, so close it.
 */
public final class WorldSnapshot implements AutoCloseable {
    private static final int CHUNK_MASK = Users.CHUNK_USERS - 1;
    private static final int RECORD_WORDS = Users.RECORD_WORDS;

    /** In a record put aside the user's slot is not needed; there stands whether it was logged in. */
    private static final int LOGGED_IN = Users.SLOT;

    private final World world;
    private final Users users;
    private final int count;
    private final long tick;
    private final long hash;
    /** By chunk of slots, then slot: 1 + where its record was put aside, 0 when it was not. */
    private final int[][] keptAt;

    private long[][] keptChunks = new long[4][];
    private int kept;
    private int cursor;
    private boolean open = true;

    WorldSnapshot(World world, Users users) {
        this.world = world;
        this.users = users;
        this.count = users.count();
        this.tick = world.tick();
        this.hash = world.hash();
        this.keptAt = new int[(count + CHUNK_MASK) >>> Users.CHUNK_BITS][];
    }

    /**
     * Hands the next records to the sink.
     *
     * @param maximumUsers at most this many, at least 1
     * @return how many were handed out; fewer than asked for only when none remain
     * @throws IllegalStateException when closed
     */
    public int copy(int maximumUsers, UserRecordSink sink) {
        if (!open) {
            throw new IllegalStateException("snapshot of tick " + tick + " is closed");
        }
        if (maximumUsers < 1) {
            throw new IllegalArgumentException("maximumUsers is " + maximumUsers + ", must be at least 1");
        }
        int copied = 0;
        for (; copied < maximumUsers && cursor < count; copied++, cursor++) {
            handOut(cursor, sink);
        }
        return copied;
    }

    /** Records not yet handed out. */
    public int remaining() {
        return count - cursor;
    }

    /** All records, handed out or not. */
    public int users() {
        return count;
    }

    /** The world's tick when the snapshot began. */
    public long tick() {
        return tick;
    }

    /** The world's hash when the snapshot began. */
    public long hash() {
        return hash;
    }

    /** Ends the snapshot, complete or not; another one may begin. Closing twice does nothing. */
    @Override
    public void close() {
        if (open) {
            open = false;
            keptChunks = new long[0][];
            world.snapshotClosed();
        }
    }

    /** The user is about to be changed. */
    void beforeChange(int slot) {
        if (slot < cursor || slot >= count) {
            return;
        }
        int[] places = places(slot);
        if (places[slot & CHUNK_MASK] == 0) {
            long[] words = keptChunk(kept);
            int base = base(kept);
            System.arraycopy(users.words(slot), users.base(slot), words, base, RECORD_WORDS);
            words[base + LOGGED_IN] = users.isLoggedIn(slot) ? 1 : 0;
            places[slot & CHUNK_MASK] = ++kept;
        }
    }

    private int[] places(int slot) {
        int chunk = slot >>> Users.CHUNK_BITS;
        if (keptAt[chunk] == null) {
            keptAt[chunk] = new int[Users.CHUNK_USERS];
        }
        return keptAt[chunk];
    }

    private long[] keptChunk(int place) {
        int chunk = place >>> Users.CHUNK_BITS;
        if (chunk == keptChunks.length) {
            keptChunks = Arrays.copyOf(keptChunks, 2 * chunk);
        }
        if (keptChunks[chunk] == null) {
            keptChunks[chunk] = new long[Users.CHUNK_USERS * RECORD_WORDS];
        }
        return keptChunks[chunk];
    }

    private void handOut(int slot, UserRecordSink sink) {
        int[] places = keptAt[slot >>> Users.CHUNK_BITS];
        int place = places == null ? 0 : places[slot & CHUNK_MASK];
        if (place == 0) {
            handOut(users.words(slot), users.base(slot), users.isLoggedIn(slot), sink);
        } else {
            long[] words = keptChunks[(place - 1) >>> Users.CHUNK_BITS];
            int base = base(place - 1);
            handOut(words, base, words[base + LOGGED_IN] != 0, sink);
        }
    }

    private static int base(int place) {
        return (place & CHUNK_MASK) * RECORD_WORDS;
    }

    private static void handOut(long[] words, int base, boolean loggedIn, UserRecordSink sink) {
        sink.userRecord(
                words[base + Users.ID],
                Double.longBitsToDouble(words[base + Users.X0]),
                Double.longBitsToDouble(words[base + Users.Y0]),
                Double.longBitsToDouble(words[base + Users.VX]),
                Double.longBitsToDouble(words[base + Users.VY]),
                words[base + Users.SINCE],
                words[base + Users.MONEY],
                loggedIn);
    }
}
