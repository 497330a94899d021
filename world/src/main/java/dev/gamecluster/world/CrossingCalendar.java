package dev.gamecluster.world;

import java.util.Arrays;

/**
 * When which user must be looked at again: a timing wheel with one bucket per tick of the next {@link #HORIZON_TICKS}.
 *
 * <p>Each user has at most one appointment. A bucket is an array of slots, and each slot knows its bucket and position, so
 * that an appointment is moved in constant time (the bucket's last entry fills the gap). Appointments are only ever moved
 * forward in time: one that is too early does no harm, whoever keeps it looks and makes a new one. So a user that turns
 * often, or stops, or leaves, mostly costs nothing here.
 */
final class CrossingCalendar {
    /** Appointments lie 1 to HORIZON_TICKS - 1 ticks ahead. */
    static final int HORIZON_TICKS = 1 << 14;

    private static final int MASK = HORIZON_TICKS - 1;
    private static final long NONE = -1;
    private static final int FIRST_CAPACITY = 4;
    private static final int KEPT_CAPACITY = 256;
    private static final int[] EMPTY = {};

    private final int[][] buckets = new int[HORIZON_TICKS][];
    private final int[] sizes = new int[HORIZON_TICKS];
    private long[][] appointments = new long[4][];

    CrossingCalendar() {
        Arrays.fill(buckets, EMPTY);
    }

    /** Sees to it that the slot is due at {@code dueTick} or earlier, but after {@code nowTick}. */
    void schedule(int slot, long nowTick, long dueTick) {
        long[] chunk = chunk(slot);
        int index = slot & (Users.CHUNK_USERS - 1);
        long appointment = chunk[index];
        if (appointment != NONE) {
            long ahead = ((appointment >>> Integer.SIZE) - nowTick) & MASK;
            if (nowTick + ahead <= dueTick) {
                return;
            }
            cancel((int) (appointment >>> Integer.SIZE), (int) appointment);
        }
        chunk[index] = append((int) (dueTick & MASK), slot);
    }

    /** Moves all slots due at this tick to the list; every tick must be asked for, in order. */
    void takeDue(long tick, IntList due) {
        int bucket = (int) (tick & MASK);
        int[] slots = buckets[bucket];
        int size = sizes[bucket];
        for (int i = 0; i < size; i++) {
            chunk(slots[i])[slots[i] & (Users.CHUNK_USERS - 1)] = NONE;
        }
        due.addAll(slots, size);
        sizes[bucket] = 0;
        if (slots.length > KEPT_CAPACITY) {
            buckets[bucket] = EMPTY;
        }
    }

    /** The slot's appointment in this calendar's own terms, negative when it has none. */
    long appointment(int slot) {
        return chunk(slot)[slot & (Users.CHUNK_USERS - 1)];
    }

    private long append(int bucket, int slot) {
        int size = sizes[bucket];
        if (size == buckets[bucket].length) {
            buckets[bucket] = Arrays.copyOf(buckets[bucket], Math.max(FIRST_CAPACITY, 2 * size));
        }
        buckets[bucket][size] = slot;
        sizes[bucket] = size + 1;
        return ((long) bucket << Integer.SIZE) | size;
    }

    private void cancel(int bucket, int position) {
        int last = --sizes[bucket];
        int moved = buckets[bucket][last];
        buckets[bucket][position] = moved;
        chunk(moved)[moved & (Users.CHUNK_USERS - 1)] = ((long) bucket << Integer.SIZE) | position;
    }

    private long[] chunk(int slot) {
        int chunk = slot >>> Users.CHUNK_BITS;
        if (chunk >= appointments.length || appointments[chunk] == null) {
            addChunk(chunk);
        }
        return appointments[chunk];
    }

    private void addChunk(int chunk) {
        if (chunk >= appointments.length) {
            appointments = Arrays.copyOf(appointments, Math.max(chunk + 1, 2 * appointments.length));
        }
        appointments[chunk] = new long[Users.CHUNK_USERS];
        Arrays.fill(appointments[chunk], NONE);
    }
}
