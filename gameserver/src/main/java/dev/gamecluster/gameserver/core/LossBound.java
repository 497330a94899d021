package dev.gamecluster.gameserver.core;

import java.util.ArrayDeque;

/**
 * How much could be lost if the master died now: the age of the oldest published delta that no admitted slave has acknowledged.
 *
 * <p>While the bound holds, the master appends; when the age passes it, the master holds everything, ticks too, until an
 * acknowledgement comes. So what is unacknowledged is never older than the bound plus one delta.
 */
final class LossBound {
    private record Publication(long lastSeq, long atNanos) {}

    private final ArrayDeque<Publication> unacknowledged = new ArrayDeque<>();
    private long acknowledgedSeq;

    void published(long lastSeq, long nowNanos) {
        if (lastSeq > acknowledgedSeq) {
            unacknowledged.addLast(new Publication(lastSeq, nowNanos));
        }
    }

    void acknowledged(long seq) {
        acknowledgedSeq = Math.max(acknowledgedSeq, seq);
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().lastSeq <= acknowledgedSeq) {
            unacknowledged.removeFirst();
        }
    }

    /** Highest seq that an admitted slave has acknowledged. */
    long acknowledgedSeq() {
        return acknowledgedSeq;
    }

    /** Age of the oldest unacknowledged delta, 0 when all is acknowledged. */
    long ageNanos(long nowNanos) {
        return unacknowledged.isEmpty() ? 0 : Math.max(0, nowNanos - unacknowledged.getFirst().atNanos);
    }

    /** There is no bound at present: forget what was not acknowledged. */
    void lift() {
        unacknowledged.clear();
    }
}
