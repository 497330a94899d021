package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.client.command.TextTable;
import dev.gamecluster.client.command.TextTable.Align;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One line for each benchmark: mean time per operation with its error (99.9 %), that of the fastest iteration, CPU time of the process and
 * bytes allocated per operation. Where error, fastest and CPU are far from the mean, something else was running.
 */
final class ResultTable {
    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final String[] UNITS = {"ns", "us", "ms", "s"};

    private ResultTable() {}

    static List<String> lines(Collection<RunResult> results) {
        TextTable table = new TextTable()
                .column("benchmark", Align.LEFT)
                .column("", Align.LEFT)
                .column("time/op", Align.RIGHT)
                .column("+-", Align.RIGHT)
                .column("fastest", Align.RIGHT)
                .column("CPU/op", Align.RIGHT)
                .column("B/op", Align.RIGHT);
        for (RunResult result : results) {
            double nanos = nanos(result);
            double error = result.getPrimaryResult().getScoreError() * nanos / score(result);
            table.row(
                    name(result),
                    parameters(result),
                    time(nanos),
                    Double.isNaN(error) ? "" : time(error),
                    time(result.getPrimaryResult().getStatistics().getMin() * nanos / score(result)),
                    processorTime(result),
                    allocation(result));
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(table.lines());
        return lines;
    }

    private static String name(RunResult result) {
        String full = result.getParams().getBenchmark();
        int method = full.lastIndexOf('.');
        return full.substring(full.lastIndexOf('.', method - 1) + 1).replace("Benchmark.", ".");
    }

    private static String parameters(RunResult result) {
        List<String> parameters = new ArrayList<>();
        for (String key : result.getParams().getParamsKeys()) {
            parameters.add(key + " " + result.getParams().getParam(key).toLowerCase(Locale.ROOT));
        }
        return String.join(", ", parameters);
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    /** Nanoseconds per operation; all benchmarks here are in a time per operation. */
    static double nanos(RunResult result) {
        TimeUnit unit = result.getParams().getTimeUnit();
        return score(result) * unit.toNanos(1);
    }

    private static String allocation(RunResult result) {
        Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
        return allocation == null ? "" : String.format(Locale.ROOT, "%.0f", allocation.getScore());
    }

    private static String processorTime(RunResult result) {
        Result<?> processor = result.getSecondaryResults().get(ProcessorTime.NAME);
        return processor == null ? "" : time(processor.getScore());
    }

    static String time(double nanos) {
        double scaled = nanos;
        int unit = 0;
        while (scaled >= 1_000 && unit < UNITS.length - 1) {
            scaled /= 1_000;
            unit++;
        }
        String pattern = scaled < 10 ? "%.2f %s" : scaled < 100 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, pattern, scaled, UNITS[unit]);
    }
}
