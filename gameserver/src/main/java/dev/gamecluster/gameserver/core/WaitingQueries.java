package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.Request.Query;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;

/** Queries that wait until the node is at their min_tick, for at most {@link Limits#QUERY_WAIT_MILLIS}. */
final class WaitingQueries {
    record Waiting(long connection, Query query, long untilNanos) {}

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long smallestTick = Long.MAX_VALUE;

    /** @return false when there is no room */
    boolean add(long connection, Query query, long nowNanos) {
        if (waiting.size() >= Limits.WAITING_QUERIES) {
            return false;
        }
        waiting.addLast(new Waiting(connection, query, nowNanos + Limits.QUERY_WAIT_MILLIS * 1_000_000L));
        smallestTick = Math.min(smallestTick, query.minimumTick());
        return true;
    }

    int size() {
        return waiting.size();
    }

    /** Takes out what can be answered at {@code tick} and what has waited too long. */
    void release(long tick, long nowNanos, Consumer<Waiting> ready, Consumer<Waiting> late) {
        boolean anyLate = !waiting.isEmpty() && waiting.getFirst().untilNanos <= nowNanos;
        if (tick < smallestTick && !anyLate) {
            return;
        }
        smallestTick = Long.MAX_VALUE;
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting query = each.next();
            if (query.query.minimumTick() <= tick) {
                each.remove();
                ready.accept(query);
            } else if (query.untilNanos <= nowNanos) {
                each.remove();
                late.accept(query);
            } else {
                smallestTick = Math.min(smallestTick, query.query.minimumTick());
            }
        }
    }
}
