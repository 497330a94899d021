package dev.gamecluster.e2e.simulation;

import java.util.Locale;

/** The last events of a run, kept as they are and turned into text only when somebody wants to read them. */
final class Trace {
    private record Line(long atNanos, String where, String what, Object detail) {}

    private final EventQueue queue;
    private final Line[] ring;
    private long count;

    Trace(EventQueue queue, int capacity) {
        this.queue = queue;
        this.ring = new Line[capacity];
    }

    /** @param detail immutable */
    void add(String where, String what, Object detail) {
        ring[(int) (count++ % ring.length)] = new Line(queue.nowNanos(), where, what, detail);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (long i = Math.max(0, count - ring.length); i < count; i++) {
            Line line = ring[(int) (i % ring.length)];
            String detail = String.valueOf(line.detail);
            text.append(String.format(
                    Locale.ROOT,
                    "%12.3f ms  %-10s %-14s %s%n",
                    line.atNanos / 1e6,
                    line.where,
                    line.what,
                    detail.length() > 3000 ? detail.substring(0, 3000) + "..." : detail));
        }
        return text.toString();
    }
}
