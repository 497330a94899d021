package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The most recent deltas, contiguous, for slaves that missed some. Bounded in bytes and by a number of deltas; the oldest fall out.
 *
 * <p>They are kept as they travel, about 13 bytes for a command. As objects they took ten times as much, and lived for a minute each: the
 * collector copied all of them, twice, before it could let them go.
 */
final class DeltaRing {
    private static final int CAPACITY = 1 << 16;
    /** What a kept delta takes besides its bytes: the head of the array, the reference to it, its seq. */
    private static final int DELTA_BYTES = 28;
    /** What an entry takes when it is an object again: a record, an outcome, and the references to them. */
    private static final int ENTRY_OBJECT_BYTES = 128;

    private final long maximumBytes;
    private final NodeEncoder encoder = new NodeEncoder();
    private final byte[][] frames = new byte[CAPACITY][];
    private final long[] firstSeqs = new long[CAPACITY];
    private int oldest;
    private int size;
    private long lastSeq;
    private long bytes;

    DeltaRing(long maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    /** @throws IllegalArgumentException when it does not begin where the last one ends */
    void add(Delta delta) {
        if (size > 0 && delta.firstSeq() != lastSeq + 1) {
            throw new IllegalArgumentException("delta begins at " + delta.firstSeq() + ", expected " + (lastSeq + 1));
        }
        if (size == CAPACITY) {
            removeOldest();
        }
        int at = at(size++);
        frames[at] = encoder.encode(new PeerMessage.Feed(delta));
        firstSeqs[at] = delta.firstSeq();
        lastSeq = delta.lastSeq();
        bytes += DELTA_BYTES + frames[at].length;
        while (bytes > maximumBytes && size > 1) {
            removeOldest();
        }
    }

    private void removeOldest() {
        bytes -= DELTA_BYTES + frames[oldest].length;
        frames[oldest] = null;
        oldest = at(1);
        size--;
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
        return size == 0 ? 0 : lastSeq;
    }

    /** Whether everything from {@code seq} on is here. */
    boolean covers(long seq) {
        return size > 0 && firstSeqs[oldest] <= seq && seq <= lastSeq;
    }

    /** Deltas from the one that contains {@code seq} on, about {@code maximumBytes} as objects; empty when it is not here. */
    List<Delta> from(long seq, long maximumBytes) {
        List<Delta> found = new ArrayList<>();
        if (!covers(seq)) {
            return found;
        }
        long taken = 0;
        for (int i = indexOf(seq); i < size && taken < maximumBytes; i++) {
            Delta delta = decoded(frames[at(i)]);
            found.add(delta);
            taken += (long) ENTRY_OBJECT_BYTES * delta.entries().size();
        }
        return found;
    }

    private static Delta decoded(byte[] frame) {
        try {
            return ((PeerMessage.Feed) NodeCodec.decode(frame)).delta();
        } catch (MalformedMessageException impossible) {
            throw new IllegalStateException("what was encoded here cannot be decoded", impossible);
        }
    }

    /** The newest delta that does not begin after {@code seq}. */
    private int indexOf(long seq) {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstSeqs[at(middle)] <= seq) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Where the delta is that has this many older ones. */
    private int at(int index) {
        return (oldest + index) & (CAPACITY - 1);
    }
}
