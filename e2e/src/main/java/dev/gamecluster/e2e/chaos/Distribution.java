package dev.gamecluster.e2e.chaos;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Times of many rounds, in milliseconds to the microsecond. */
public final class Distribution {
    private static final double MICROS = 1e3;

    private final String what;
    private final Histogram micros = new Histogram(3);

    public Distribution(String what) {
        this.what = what;
    }

    /** Below zero counts as zero. */
    public void record(double millis) {
        micros.recordValue(Math.round(Math.max(0, millis) * MICROS));
    }

    /** p50, p90, p99 and the largest, short enough for a table; a dash when nothing was recorded. */
    public String quantiles() {
        return micros.getTotalCount() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.0f / %.0f / %.0f / %.0f",
                        micros.getValueAtPercentile(50) / MICROS,
                        micros.getValueAtPercentile(90) / MICROS,
                        micros.getValueAtPercentile(99) / MICROS,
                        micros.getMaxValue() / MICROS);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s [ms]: min %.1f, p50 %.1f, p90 %.1f, p99 %.1f, max %.1f (%d rounds)",
                what,
                micros.getMinValue() / MICROS,
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(90) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getMaxValue() / MICROS,
                micros.getTotalCount());
    }
}
