package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.command.bench.result.Curve;
import dev.gamecluster.client.command.bench.result.Generator;
import dev.gamecluster.client.command.bench.result.Interval;
import dev.gamecluster.client.command.bench.result.KindPoint;
import dev.gamecluster.client.command.bench.result.KindSummary;
import dev.gamecluster.client.command.bench.result.Point;
import dev.gamecluster.client.command.bench.result.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What is measured. A request belongs to the measurement when it was <em>due</em> in its window, whenever it is answered: leaving out
 * those that are answered after the end would leave out the slowest. Latency is told from two moments: since the request was due
 * (corrected: a stalled server, or a generator that was late, shows) and since it was first sent (uncorrected).
 */
final class Recorder {
    private static final int TICKS_PER_HALF = 5;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int LARGEST_LAG_MILLIS = 60_000;

    private final List<KindRecorder> kinds = new ArrayList<>();
    private final Histogram sendDelays = KindRecorder.histogram();
    private final Histogram lags = new Histogram(LARGEST_LAG_MILLIS, 2);
    private final Histogram secondLags = new Histogram(LARGEST_LAG_MILLIS, 2);
    private final List<Interval> timeline = new ArrayList<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private boolean begun;
    private long beginNanos;
    private long endNanos;
    private long intervalNanos;
    private long due;
    private long sent;
    private long answered;
    private long failed;
    private long answeredInWindow;
    private long reconnects;
    private long sessionsLost;
    private long redirects;
    private String trouble = "";

    private long intervalDue;
    private long intervalAnswered;
    private long intervalFailed;
    private long secondNanos;
    private long secondDue;
    private long secondAnswered;
    private long secondFailed;

    Recorder() {
        for (Kind kind : Kind.values()) {
            kinds.add(new KindRecorder(kind));
        }
    }

    // ---- the window ------------------------------------------------------------------------------------------------

    /** What is due from now on, until the end, is measured. */
    void begin(long nowNanos, long measurementEndNanos) {
        begun = true;
        beginNanos = nowNanos;
        endNanos = measurementEndNanos;
        intervalNanos = nowNanos;
    }

    /** Earlier than was planned. */
    void endAt(long nowNanos) {
        endNanos = nowNanos;
    }

    boolean isMeasured(long dueNanos) {
        return begun && dueNanos - beginNanos >= 0 && dueNanos - endNanos < 0;
    }

    /** Measured requests whose fate is open. */
    long open() {
        return due - answered - failed;
    }

    double measuredSeconds() {
        return begun ? Math.max(0, endNanos - beginNanos) / NANOS_PER_SECOND : 0;
    }

    // ---- events ----------------------------------------------------------------------------------------------------

    void due(long dueNanos) {
        secondDue++;
        if (isMeasured(dueNanos)) {
            due++;
            intervalDue++;
        }
    }

    /** For the first time. */
    void sent(long dueNanos) {
        if (isMeasured(dueNanos)) {
            sent++;
        }
    }

    /** Of a request that could have been sent when it was due: what lies between is the generator's fault. */
    void sendDelay(long dueNanos, long nowNanos) {
        if (isMeasured(dueNanos)) {
            sendDelays.recordValue(KindRecorder.micros(nowNanos - dueNanos));
        }
    }

    void answered(Kind kind, long dueNanos, long sentNanos, long nowNanos) {
        boolean measured = isMeasured(dueNanos);
        kinds.get(kind.ordinal()).answered(dueNanos, sentNanos, nowNanos, measured);
        secondAnswered++;
        if (measured) {
            answered++;
            intervalAnswered++;
        }
        if (isMeasured(nowNanos)) {
            answeredInWindow++;
        }
    }

    /** For good. */
    void failed(long dueNanos) {
        secondFailed++;
        if (isMeasured(dueNanos)) {
            failed++;
            intervalFailed++;
        }
    }

    /** An answer that was an error, or what else went wrong, by its code. */
    void error(String code, long nowNanos) {
        if (isMeasured(nowNanos)) {
            errors.merge(code, 1L, Long::sum);
        }
    }

    /** What went wrong last, for people. */
    void trouble(String text) {
        trouble = text == null ? "unknown trouble" : text;
    }

    String lastTrouble() {
        return trouble;
    }

    void lag(long millis, long nowNanos) {
        long bounded = Math.min(millis, LARGEST_LAG_MILLIS);
        secondLags.recordValue(bounded);
        if (isMeasured(nowNanos)) {
            lags.recordValue(bounded);
        }
    }

    void reconnected(long nowNanos) {
        reconnects += isMeasured(nowNanos) ? 1 : 0;
    }

    void sessionLost(long nowNanos) {
        sessionsLost += isMeasured(nowNanos) ? 1 : 0;
    }

    void redirected(long nowNanos) {
        redirects += isMeasured(nowNanos) ? 1 : 0;
    }

    // ---- over time -------------------------------------------------------------------------------------------------

    /** Ends the current interval of the timeline there. */
    void endInterval(long boundaryNanos) {
        List<KindPoint> points = new ArrayList<>();
        kinds.forEach(kind -> kind.endInterval(points));
        timeline.add(new Interval(
                (intervalNanos - beginNanos) / NANOS_PER_SECOND,
                (boundaryNanos - intervalNanos) / NANOS_PER_SECOND,
                intervalDue,
                intervalAnswered,
                intervalFailed,
                points,
                lags.getValueAtPercentile(50),
                lags.getMaxValue()));
        lags.reset();
        intervalNanos = boundaryNanos;
        intervalDue = 0;
        intervalAnswered = 0;
        intervalFailed = 0;
    }

    /** What has happened since this was called before, whether it is measured or not. */
    Interval endSecond(long nowNanos) {
        List<KindPoint> points = new ArrayList<>();
        kinds.forEach(kind -> kind.endSecond(points));
        double length = secondNanos == 0 ? 1 : (nowNanos - secondNanos) / NANOS_PER_SECOND;
        Interval second = new Interval(
                begun ? (nowNanos - beginNanos) / NANOS_PER_SECOND : 0,
                length,
                secondDue,
                secondAnswered,
                secondFailed,
                points,
                secondLags.getValueAtPercentile(50),
                secondLags.getMaxValue());
        secondLags.reset();
        secondNanos = nowNanos;
        secondDue = 0;
        secondAnswered = 0;
        secondFailed = 0;
        return second;
    }

    // ---- the whole -------------------------------------------------------------------------------------------------

    long failedSoFar() {
        return failed;
    }

    long sent() {
        return sent;
    }

    long sendDelayMicros(double percentile) {
        return sendDelays.getValueAtPercentile(percentile);
    }

    /** Call after the last interval has ended. */
    Summary summary(Generator generator) {
        double seconds = measuredSeconds();
        List<KindSummary> summaries = new ArrayList<>();
        for (KindRecorder kind : kinds) {
            if (!kind.isEmpty()) {
                summaries.add(KindRecorder.summary(kind.kind().label(), kind.corrected(), kind.uncorrected(), seconds));
            }
        }
        summaries.add(KindRecorder.summary("all", all(true), all(false), seconds));
        return new Summary(
                seconds,
                summaries,
                due,
                sent,
                answered,
                failed,
                open(),
                seconds == 0 ? 0 : answeredInWindow / seconds,
                reconnects,
                sessionsLost,
                redirects,
                errors,
                generator);
    }

    List<Interval> timeline() {
        return List.copyOf(timeline);
    }

    List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (KindRecorder kind : kinds) {
            if (!kind.isEmpty()) {
                curves.add(curve(kind.kind().label(), true, kind.corrected()));
                curves.add(curve(kind.kind().label(), false, kind.uncorrected()));
            }
        }
        return curves;
    }

    private Histogram all(boolean corrected) {
        Histogram all = KindRecorder.histogram();
        kinds.forEach(kind -> all.add(corrected ? kind.corrected() : kind.uncorrected()));
        return all;
    }

    private static Curve curve(String label, boolean corrected, Histogram histogram) {
        List<Point> points = new ArrayList<>();
        histogram
                .percentiles(TICKS_PER_HALF)
                .forEach(value ->
                        points.add(new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo())));
        return new Curve(label, corrected, points);
    }
}
