package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.Delta;
import java.util.ArrayList;
import java.util.List;

/**
 * The most recent deltas, contiguous, for slaves that missed some. Bounded in bytes and by a number of deltas;
 * the oldest fall out.
 */
final class DeltaRing {
    private static final int CAPACITY = 1 << 16;
    /** About what an entry takes in memory: a record, an outcome, and the references to them. */
    private static final int ENTRY_BYTES = 128;

    private static final int DELTA_BYTES = 96;

    private final long maximumBytes;
    private final Delta[] deltas = new Delta[CAPACITY];
    private int oldest;
    private int size;
    private long bytes;

    DeltaRing(long maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    /** @throws IllegalArgumentException when it does not begin where the last one ends */
    void add(Delta delta) {
        if (size > 0 && delta.firstSeq() != lastSeq() + 1) {
            throw new IllegalArgumentException("delta begins at " + delta.firstSeq() + ", expected " + (lastSeq() + 1));
        }
        if (size == CAPACITY) {
            removeOldest();
        }
        deltas[(oldest + size++) & (CAPACITY - 1)] = delta;
        bytes += sizeOf(delta);
        while (bytes > maximumBytes && size > 1) {
            removeOldest();
        }
    }

    private void removeOldest() {
        bytes -= sizeOf(deltas[oldest]);
        deltas[oldest] = null;
        oldest = (oldest + 1) & (CAPACITY - 1);
        size--;
    }

    private static long sizeOf(Delta delta) {
        return DELTA_BYTES + (long) ENTRY_BYTES * delta.entries().size();
    }

    void clear() {
        while (size > 0) {
            removeOldest();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Seq of the newest entry, 0 when empty. */
    long lastSeq() {
        return size == 0 ? 0 : at(size - 1).lastSeq();
    }

    /** Whether everything from {@code seq} on is here. */
    boolean covers(long seq) {
        return size > 0 && at(0).firstSeq() <= seq && seq <= lastSeq();
    }

    /** Deltas from the one that contains {@code seq} on, about {@code maximumBytes} of them; empty when it is not here. */
    List<Delta> from(long seq, long maximumBytes) {
        List<Delta> found = new ArrayList<>();
        if (!covers(seq)) {
            return found;
        }
        long taken = 0;
        for (int i = indexOf(seq); i < size && taken < maximumBytes; i++) {
            found.add(at(i));
            taken += sizeOf(at(i));
        }
        return found;
    }

    private int indexOf(long seq) {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).lastSeq() < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Delta at(int index) {
        return deltas[(oldest + index) & (CAPACITY - 1)];
    }
}
