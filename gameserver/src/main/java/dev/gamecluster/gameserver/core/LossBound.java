package dev.gamecluster.gameserver.core;

import java.util.ArrayDeque;

/**
 * How much could be lost if the master died now: the age of the oldest published delta that no admitted slave has acknowledged.
 *
 * <p>While the bound holds, the master appends; when the age passes it, the master holds everything, ticks too, until an
 * acknowledgement comes. So what is unacknowledged is never older than the bound plus one delta. A master that makes up ticks goes
 * through world time faster than the clock, so the world time that is unacknowledged is bounded too.
 */
final class LossBound {
    private record Publication(long lastSeq, long tick, long atNanos) {}

    private final ArrayDeque<Publication> unacknowledged = new ArrayDeque<>();
    private long acknowledgedSeq;
    private long acknowledgedTick;

    /** From now on there is a bound; what was before {@code tick} does not count. */
    void begin(long tick) {
        acknowledgedTick = tick;
    }

    /** @param tick that the world is at after {@code lastSeq} */
    void published(long lastSeq, long tick, long nowNanos) {
        if (lastSeq > acknowledgedSeq) {
            unacknowledged.addLast(new Publication(lastSeq, tick, nowNanos));
        }
    }

    void acknowledged(long seq) {
        acknowledgedSeq = Math.max(acknowledgedSeq, seq);
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().lastSeq <= acknowledgedSeq) {
            acknowledgedTick = Math.max(acknowledgedTick, unacknowledged.removeFirst().tick);
        }
    }

    /** Ticks up to {@code tick} that would be lost. */
    long unacknowledgedTicks(long tick) {
        return tick - acknowledgedTick;
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
