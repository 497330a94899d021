package dev.gamecluster.e2e.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: events in order of their time, those of the same time in the order in which they were added. */
final class EventQueue {
    private record Event(long atNanos, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::order));
    private long nowNanos;
    private long order;
    private long executed;

    long nowNanos() {
        return nowNanos;
    }

    long executed() {
        return executed;
    }

    void at(long atNanos, Runnable action) {
        events.add(new Event(Math.max(atNanos, nowNanos), order++, action));
    }

    void after(long delayNanos, Runnable action) {
        at(nowNanos + delayNanos, action);
    }

    /** Runs all that happens up to {@code untilNanos}, which is the time afterwards. */
    void runUntil(long untilNanos) {
        while (!events.isEmpty() && events.peek().atNanos <= untilNanos) {
            Event event = events.poll();
            nowNanos = event.atNanos;
            executed++;
            event.action.run();
        }
        nowNanos = untilNanos;
    }
}
