package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.Limits;
import java.util.Arrays;

/**
 * The exactly-once memory of one session: the last {@link Limits#SESSION_MEMORY} applied request ids with their outcomes, in order
 * of application.
 *
 * <p>A ring that grows from 8 entries. When it is full the oldest application is forgotten, and every id up to the largest
 * forgotten one that is not remembered counts as expired: it may have been applied, so it must not be applied.
 */
public final class SessionMemory {
    private static final int FIRST_CAPACITY = 8;

    private long[] ids = new long[FIRST_CAPACITY];
    private long[] ticks = new long[FIRST_CAPACITY];
    private int[] hits = new int[FIRST_CAPACITY];
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
            int at = (oldest + i) & (ids.length - 1);
            if (ids[at] == id) {
                return at;
            }
        }
        return -1;
    }

    public long tickAt(int at) {
        return ticks[at];
    }

    public int hitsAt(int at) {
        return hits[at];
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

    void remember(long id, long tick, int hitCount) {
        if (size == Limits.SESSION_MEMORY) {
            forgetOldest();
        } else if (size == ids.length) {
            grow();
        }
        int at = (oldest + size) & (ids.length - 1);
        ids[at] = id;
        ticks[at] = tick;
        hits[at] = hitCount;
        size++;
        largestId = Math.max(largestId, id);
        digest += entryHash(at);
    }

    private void forgetOldest() {
        digest -= entryHash(oldest);
        forgottenId = Math.max(forgottenId, ids[oldest]);
        oldest = (oldest + 1) & (ids.length - 1);
        size--;
    }

    private void grow() {
        long[] olderIds = inOrder(ids);
        long[] olderTicks = inOrder(ticks);
        int[] olderHits = hitsInOrder();
        int larger = 2 * ids.length;
        ids = Arrays.copyOf(olderIds, larger);
        ticks = Arrays.copyOf(olderTicks, larger);
        hits = Arrays.copyOf(olderHits, larger);
        oldest = 0;
    }

    private long entryHash(int at) {
        return Mixing.mix(Mixing.mix(ids[at], ticks[at]), hits[at]);
    }

    /** Order-independent hash of what is remembered and what is forgotten. */
    long digest() {
        return Mixing.mix(digest, forgottenId);
    }

    long[] idsInOrder() {
        return inOrder(ids);
    }

    long[] ticksInOrder() {
        return inOrder(ticks);
    }

    int[] hitsInOrder() {
        int[] ordered = new int[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = hits[(oldest + i) & (hits.length - 1)];
        }
        return ordered;
    }

    private long[] inOrder(long[] ring) {
        long[] ordered = new long[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = ring[(oldest + i) & (ring.length - 1)];
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
