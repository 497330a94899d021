package dev.gamecluster.registry.http;

/** Milliseconds as the API shows them. */
final class Millis {
    private Millis() {}

    /** To the nearest. */
    static long ofMicros(long micros) {
        return (micros + 500) / 1000;
    }

    /** To a tenth. */
    static double rounded(double millis) {
        return Math.round(millis * 10) / 10.0;
    }
}
