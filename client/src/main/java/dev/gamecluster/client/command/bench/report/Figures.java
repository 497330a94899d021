package dev.gamecluster.client.command.bench.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double BYTES_PER_GIB = 1024.0 * 1024 * 1024;

    private Figures() {}

    /** Milliseconds without unit, with about three digits: 0.412, 4.12, 41.2, 4120. */
    static String millis(double micros) {
        double millis = micros / MICROS_PER_MILLI;
        if (millis < 1) {
            return format("%.3f", millis);
        }
        if (millis < 100) {
            return format("%.2f", millis);
        }
        return millis < 1_000 ? format("%.1f", millis) : count(Math.round(millis));
    }

    /** A whole number with a space between groups of three digits. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /** A rate: whole from 100 on. */
    static String rate(double perSecond) {
        return perSecond < 100 ? format("%.1f", perSecond) : count(Math.round(perSecond));
    }

    static String percent(double share) {
        return format("%.0f %%", 100 * share);
    }

    static String gibibytes(long bytes) {
        return format("%.1f GiB", bytes / BYTES_PER_GIB);
    }

    static String ratio(double ratio) {
        return format("%.2f", ratio);
    }

    static String seconds(double seconds) {
        return format("%.1f", seconds);
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
