package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.client.command.TextTable;
import dev.gamecluster.client.command.TextTable.Align;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;

/**
 * How the measured numbers stand to the goals of the project; of what was not measured there is no line.
 *
 * <p>A query of n users may take 40 ns for each and 2 us, an aoe with h hits 30 ns for each and 1 us: each size is compared with its own
 * bound. That the time is linear is told by the coefficient of determination of a straight line through all sizes, by least squares.
 */
final class Goals {
    private static final double TICK_NANOS = 500_000;
    private static final double COMMAND_NANOS = 500;
    private static final double QUERY_NANOS = 2_000;
    private static final double NANOS_PER_USER = 40;
    private static final double AOE_NANOS = 1_000;
    private static final double NANOS_PER_HIT = 30;
    private static final double LINEAR = 0.99;

    private final Collection<RunResult> results;
    private final TextTable table = new TextTable()
            .column("goal", Align.LEFT)
            .column("at most", Align.RIGHT)
            .column("measured", Align.RIGHT)
            .column("", Align.LEFT);
    private boolean any;

    private Goals(Collection<RunResult> results) {
        this.results = results;
    }

    static List<String> lines(Collection<RunResult> results) {
        Goals goals = new Goals(results);
        goals.tick();
        goals.queries(Places.UNIFORM);
        goals.queries(Places.CLUSTERED);
        goals.aoes();
        goals.commands();
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (goals.any) {
            lines.addAll(goals.table.lines());
        }
        return lines;
    }

    private void tick() {
        for (RunResult result : of("WorldTickBenchmark.tick")) {
            if (number(result, "users") == 1_000_000) {
                atMost("tick, a million users, " + places(result), TICK_NANOS, ResultTable.nanos(result));
            }
        }
    }

    private void queries(Places places) {
        List<double[]> points = new ArrayList<>();
        for (RunResult result : of("WorldQueryBenchmark.query")) {
            if (result.getParams().getParam("places").equals(places.name())) {
                double returned = number(result, "returned");
                double nanos = ResultTable.nanos(result);
                points.add(new double[] {returned, nanos});
                String name = String.format(Locale.ROOT, "query, %s, %.0f returned", places(result), returned);
                atMost(name, QUERY_NANOS + NANOS_PER_USER * returned, nanos);
            }
        }
        if (points.size() > 2) {
            double determination = determination(points);
            row(
                    "query, " + places.name().toLowerCase(Locale.ROOT) + ", linear: R2",
                    ">= " + LINEAR,
                    String.format(Locale.ROOT, "%.4f", determination),
                    determination >= LINEAR);
        }
    }

    private void aoes() {
        for (RunResult result : of("WorldAoeBenchmark.aoe")) {
            int crowd = (int) number(result, "crowd");
            double hits = WorldAoeBenchmark.expectedHits(crowd);
            String name = String.format(Locale.ROOT, "aoe, %d in one square kilometre, %.0f hits", crowd, hits);
            atMost(name, AOE_NANOS + NANOS_PER_HIT * hits, ResultTable.nanos(result));
        }
    }

    private void commands() {
        for (RunResult result : of("MasterBenchmark.objects")) {
            String name = String.format(Locale.ROOT, "master, a command, %.0f users", number(result, "users"));
            atMost(name, COMMAND_NANOS, ResultTable.nanos(result));
        }
    }

    private List<RunResult> of(String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .toList();
    }

    private static double number(RunResult result, String parameter) {
        return Double.parseDouble(result.getParams().getParam(parameter));
    }

    private static String places(RunResult result) {
        return result.getParams().getParam("places").toLowerCase(Locale.ROOT);
    }

    private void atMost(String name, double boundNanos, double nanos) {
        row(name, ResultTable.time(boundNanos), ResultTable.time(nanos), nanos <= boundNanos);
    }

    private void row(String name, String bound, String measured, boolean met) {
        any = true;
        table.row(name, bound, measured, met ? "met" : "MISSED");
    }

    /** R squared of the least-squares line through the points. */
    static double determination(List<double[]> points) {
        double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (double[] point : points) {
            xx += (point[0] - meanX) * (point[0] - meanX);
            xy += (point[0] - meanX) * (point[1] - meanY);
            yy += (point[1] - meanY) * (point[1] - meanY);
        }
        return xy * xy / (xx * yy);
    }
}
