package dev.gamecluster.client.command.bench.result;

import java.util.List;

/**
 * One run.
 *
 * @param version version of the program that measured
 * @param startedAt ISO instant at which the measured part began
 * @param baseline null when no baseline was asked for
 * @param warnings sentences that a reader of the numbers has to know
 */
public record BenchResult(
        String version,
        String startedAt,
        Machine machine,
        Setup setup,
        Summary summary,
        List<Interval> timeline,
        List<Mark> marks,
        List<Curve> curves,
        List<NodeSample> nodes,
        Baseline baseline,
        List<Check> checks,
        List<String> warnings) {

    public BenchResult {
        timeline = List.copyOf(timeline);
        marks = List.copyOf(marks);
        curves = List.copyOf(curves);
        nodes = List.copyOf(nodes);
        checks = List.copyOf(checks);
        warnings = List.copyOf(warnings);
    }

    /** The same with these checks. */
    public BenchResult withChecks(List<Check> newChecks) {
        return new BenchResult(
                version, startedAt, machine, setup, summary, timeline, marks, curves, nodes, baseline, newChecks,
                warnings);
    }
}
