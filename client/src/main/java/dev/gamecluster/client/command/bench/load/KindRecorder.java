package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.command.bench.result.KindPoint;
import dev.gamecluster.client.command.bench.result.KindSummary;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Latencies of one kind of request, in microseconds: of this interval, of this second, and of the whole measurement. */
final class KindRecorder {
    /** Longer ones count as this long. */
    static final long LONGEST_MICROS = 120_000_000;

    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Kind kind;
    private final Histogram corrected = histogram();
    private final Histogram uncorrected = histogram();
    private final Histogram interval = histogram();
    private final Histogram second = histogram();

    KindRecorder(Kind kind) {
        this.kind = kind;
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    static long micros(long nanos) {
        return Math.clamp(nanos / NANOS_PER_MICRO, 0, LONGEST_MICROS);
    }

    Kind kind() {
        return kind;
    }

    /** @param measured whether it is part of the measurement; else it is only shown */
    void answered(long dueNanos, long sentNanos, long nowNanos, boolean measured) {
        long micros = micros(nowNanos - dueNanos);
        second.recordValue(micros);
        if (measured) {
            interval.recordValue(micros);
            uncorrected.recordValue(micros(nowNanos - sentNanos));
        }
    }

    boolean isEmpty() {
        return corrected.getTotalCount() == 0;
    }

    Histogram corrected() {
        return corrected;
    }

    Histogram uncorrected() {
        return uncorrected;
    }

    /** Adds the interval to the whole. Adds nothing to the list when the interval is empty. */
    void endInterval(List<KindPoint> points) {
        if (interval.getTotalCount() > 0) {
            points.add(point(interval));
            corrected.add(interval);
            interval.reset();
        }
    }

    void endSecond(List<KindPoint> points) {
        if (second.getTotalCount() > 0) {
            points.add(point(second));
            second.reset();
        }
    }

    private KindPoint point(Histogram histogram) {
        return new KindPoint(
                kind.label(),
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }

    static KindSummary summary(String label, Histogram corrected, Histogram uncorrected, double seconds) {
        return new KindSummary(
                label,
                corrected.getTotalCount(),
                seconds == 0 ? 0 : corrected.getTotalCount() / seconds,
                corrected.getMean(),
                corrected.getValueAtPercentile(50),
                corrected.getValueAtPercentile(90),
                corrected.getValueAtPercentile(99),
                corrected.getValueAtPercentile(99.9),
                corrected.getMaxValue(),
                uncorrected.getMean(),
                uncorrected.getValueAtPercentile(99));
    }
}
