package dev.gamecluster.gameserver.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The deadlines of sessions in order of time. They are all "now plus a constant", so a queue in order of setting is a queue in order of
 * time; an entry counts only while its session still has that deadline.
 */
final class SessionDeadlines {
    private record Deadline(long session, long tick) {}

    private final LongUnaryOperator deadlineTickOf;
    private final ArrayDeque<Deadline> deadlines = new ArrayDeque<>();

    /** @param deadlineTickOf the deadline that the session of a number has now, 0 when it has none */
    SessionDeadlines(LongUnaryOperator deadlineTickOf) {
        this.deadlineTickOf = deadlineTickOf;
    }

    void add(long session, long tick) {
        deadlines.addLast(new Deadline(session, tick));
    }

    /** @return the number of a session whose deadline is at or before {@code tick}, or 0; it stays due until its deadline changes */
    long due(long tick) {
        forgetStale();
        Deadline first = deadlines.peekFirst();
        return first == null || first.tick > tick ? 0 : first.session;
    }

    /** Drops the entries in front that no session has any more. */
    void forgetStale() {
        for (Deadline first = deadlines.peekFirst(); first != null; first = deadlines.peekFirst()) {
            if (deadlineTickOf.applyAsLong(first.session) == first.tick) {
                return;
            }
            deadlines.removeFirst();
        }
    }

    /** Entries in the queue, those without effect included. */
    int count() {
        return deadlines.size();
    }

    /** After entries were added in any order. */
    void sort() {
        List<Deadline> sorted = new ArrayList<>(deadlines);
        sorted.sort(Comparator.comparingLong(Deadline::tick).thenComparingLong(Deadline::session));
        deadlines.clear();
        deadlines.addAll(sorted);
    }
}
