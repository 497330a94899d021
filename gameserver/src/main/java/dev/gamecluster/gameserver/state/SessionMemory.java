package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.Limits;
import java.util.Arrays;

/**
 * The exactly-once memory of one session: the last {@link Limits#SESSION_MEMORY} applied request ids with their outcomes, in order
 * of application.
 *
 * <p>A ring that grows from {@value #FIRST_CAPACITY} entries. When it is full the oldest application is forgotten, and every id up to
 * the largest forgotten one that is not remembered counts as expired: it may have been applied, so it must not be applied.
 */
public final class SessionMemory {
    private static final int FIRST_CAPACITY = 2;

    /** Id and tick of each entry. */
    private long[] entries = new long[2 * FIRST_CAPACITY];
    /** Users hit by each entry; null as long as no entry has hit anybody. */
    private int[] hits;

    private int oldest;
    private int size;
    private long largestId;
    private long forgottenId;
    private long digest;

    /** @return where {@code id} is remembered, for {@link #tickAt} and {@link #hitsAt}, or -1 */
    public int find(long id) {
        if (id > largestId) {
            return -1;
        }
        for (int i = 0; i < size; i++) {
            int at = at(i);
            if (entries[2 * at] == id) {
                return at;
            }
        }
        return -1;
    }

    public long tickAt(int at) {
        return entries[2 * at + 1];
    }

    public int hitsAt(int at) {
        return hits == null ? 0 : hits[at];
    }

    /** Whether an id that is not remembered may have been applied and forgotten. */
    public boolean isExpired(long id) {
        return id <= forgottenId;
    }

    /** The largest forgotten id, 0 when none was forgotten. */
    public long forgottenId() {
        return forgottenId;
    }

    public int size() {
        return size;
    }

    /** Reads where the next request will be remembered; for {@link Prefetch}. */
    long touch() {
        return entries[2 * at(size)];
    }

    void remember(long id, long tick, int hitCount) {
        if (size == Limits.SESSION_MEMORY) {
            forgetOldest();
        } else if (size == capacity()) {
            grow();
        }
        int at = at(size);
        entries[2 * at] = id;
        entries[2 * at + 1] = tick;
        if (hits == null && hitCount != 0) {
            hits = new int[capacity()];
        }
        if (hits != null) {
            hits[at] = hitCount;
        }
        size++;
        largestId = Math.max(largestId, id);
        digest += entryHash(at);
    }

    private void forgetOldest() {
        digest -= entryHash(oldest);
        forgottenId = Math.max(forgottenId, entries[2 * oldest]);
        oldest = (oldest + 1) & (capacity() - 1);
        size--;
    }

    private void grow() {
        long[] larger = new long[2 * entries.length];
        int[] largerHits = hits == null ? null : Arrays.copyOf(hitsInOrder(), 2 * hits.length);
        for (int i = 0; i < size; i++) {
            System.arraycopy(entries, 2 * at(i), larger, 2 * i, 2);
        }
        entries = larger;
        hits = largerHits;
        oldest = 0;
    }

    private int capacity() {
        return entries.length / 2;
    }

    /** Where the entry is that has this many older ones. */
    private int at(int index) {
        return (oldest + index) & (capacity() - 1);
    }

    private long entryHash(int at) {
        return Mixing.mix(Mixing.mix(entries[2 * at], entries[2 * at + 1]), hitsAt(at));
    }

    /** Order-independent hash of what is remembered and what is forgotten. */
    long digest() {
        return Mixing.mix(digest, forgottenId);
    }

    long[] idsInOrder() {
        return inOrder(0);
    }

    long[] ticksInOrder() {
        return inOrder(1);
    }

    private long[] inOrder(int word) {
        long[] ordered = new long[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = entries[2 * at(i) + word];
        }
        return ordered;
    }

    int[] hitsInOrder() {
        int[] ordered = new int[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = hitsAt(at(i));
        }
        return ordered;
    }

    static SessionMemory of(long forgottenId, long[] ids, long[] ticks, int[] hits) {
        SessionMemory memory = new SessionMemory();
        for (int i = 0; i < ids.length; i++) {
            memory.remember(ids[i], ticks[i], hits[i]);
        }
        memory.forgottenId = forgottenId;
        memory.largestId = Math.max(memory.largestId, forgottenId);
        return memory;
    }
}
