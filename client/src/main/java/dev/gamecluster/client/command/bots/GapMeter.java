package dev.gamecluster.client.command.bots;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The clients' own view of an outage: the time between two consecutive acknowledged writes, of all bots together. Remembers the
 * {@value #REMEMBERED} latest gaps above {@value #NOTABLE_MILLIS} ms and the largest of all.
 */
public final class GapMeter {
    public static final int NOTABLE_MILLIS = 50;
    private static final int REMEMBERED = 64;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Gap(long endNanos, long lengthNanos) {}

    private final Deque<Gap> gaps = new ArrayDeque<>();
    private boolean any;
    private long lastNanos;
    private long largestNanos;

    synchronized void acknowledged(long nowNanos) {
        if (any) {
            long length = nowNanos - lastNanos;
            largestNanos = Math.max(largestNanos, length);
            if (length >= NOTABLE_MILLIS * NANOS_PER_MILLI) {
                gaps.addLast(new Gap(nowNanos, length));
                if (gaps.size() > REMEMBERED) {
                    gaps.removeFirst();
                }
            }
        }
        any = true;
        lastNanos = nowNanos;
    }

    public synchronized long largestMillis() {
        return largestNanos / NANOS_PER_MILLI;
    }

    /** How long ago the last write was acknowledged, in milliseconds; 0 when there was none yet. */
    public synchronized long openMillis(long nowNanos) {
        return any ? Math.max(0, nowNanos - lastNanos) / NANOS_PER_MILLI : 0;
    }

    /** The largest gap that ended at or after that moment, in milliseconds; 0 when there was none worth remembering. */
    public synchronized long largestMillisSince(long nanos) {
        long largest = 0;
        for (Gap gap : gaps) {
            if (gap.endNanos() - nanos >= 0) {
                largest = Math.max(largest, gap.lengthNanos());
            }
        }
        return largest / NANOS_PER_MILLI;
    }

    /** Whether a write was acknowledged at or after that moment. */
    public synchronized boolean acknowledgedSince(long nanos) {
        return any && lastNanos - nanos >= 0;
    }
}
