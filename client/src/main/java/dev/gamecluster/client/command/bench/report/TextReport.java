package dev.gamecluster.client.command.bench.report;

import dev.gamecluster.client.command.TextTable;
import dev.gamecluster.client.command.TextTable.Align;
import dev.gamecluster.client.command.bench.result.Baseline;
import dev.gamecluster.client.command.bench.result.BenchResult;
import dev.gamecluster.client.command.bench.result.Check;
import dev.gamecluster.client.command.bench.result.Generator;
import dev.gamecluster.client.command.bench.result.KindSummary;
import dev.gamecluster.client.command.bench.result.Machine;
import dev.gamecluster.client.command.bench.result.Mark;
import dev.gamecluster.client.command.bench.result.Setup;
import dev.gamecluster.client.command.bench.result.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is printed when a run has ended. At most 100 columns, except for what has no spaces. */
public final class TextReport {
    private static final int COLUMNS = 100;
    private static final int MARKS_SHOWN = 20;
    private static final String INDENT = "  ";

    private final BenchResult result;
    private final List<String> lines = new ArrayList<>();

    private TextReport(BenchResult result) {
        this.result = result;
    }

    /** Lines, each with its end. */
    public static String text(BenchResult result) {
        TextReport report = new TextReport(result);
        report.heading();
        report.latencies();
        report.requests();
        report.marks();
        report.generator();
        report.baseline();
        report.checks();
        report.warnings();
        return String.join("\n", report.lines) + "\n";
    }

    private void heading() {
        Setup setup = result.setup();
        Machine machine = result.machine();
        wrap(setup.scenario() + (setup.description().isBlank() ? "" : ": " + setup.description()), lines);
        lines.add(INDENT + setup.target());
        lines.add(INDENT + clients(setup) + ", " + pace(setup) + ", " + setup.warmUpSeconds() + " s warm-up, "
                + Figures.seconds(result.summary().measuredSeconds()) + " s measured, seed " + setup.seed());
        wrap(
                INDENT + machine.cpus() + " CPUs" + (machine.cpuModel().isBlank() ? "" : " " + machine.cpuModel())
                        + ", " + Figures.gibibytes(machine.memoryBytes()) + ", " + machine.os() + ", Java "
                        + machine.java()
                        + loadBefore(machine),
                lines);
    }

    private static String clients(Setup setup) {
        String clients = Figures.count(setup.clients()) + " clients";
        return setup.clients() == setup.connections()
                ? clients
                : clients + " on " + Figures.count(setup.connections()) + " connections";
    }

    private static String pace(Setup setup) {
        return setup.inFlight() > 0
                ? setup.inFlight() + " in flight per connection"
                : Figures.rate(setup.ratePerSecond()) + " requests/s due";
    }

    private static String loadBefore(Machine machine) {
        return machine.loadAverageBefore() < 0
                ? ""
                : ", load average " + Figures.ratio(machine.loadAverageBefore()) + " before";
    }

    private void latencies() {
        TextTable table = new TextTable().column("ms", Align.LEFT);
        for (String heading : List.of("count", "/s", "mean", "p50", "p90", "p99", "p99.9", "max", "sent mean", "p99")) {
            table.column(heading, Align.RIGHT);
        }
        for (KindSummary kind : result.summary().kinds()) {
            table.row(
                    kind.kind(),
                    Figures.count(kind.count()),
                    Figures.rate(kind.perSecond()),
                    Figures.millis(kind.mean()),
                    Figures.millis(kind.p50()),
                    Figures.millis(kind.p90()),
                    Figures.millis(kind.p99()),
                    Figures.millis(kind.p999()),
                    Figures.millis(kind.max()),
                    Figures.millis(kind.uncorrectedMean()),
                    Figures.millis(kind.uncorrectedP99()));
        }
        section(table.lines());
        lines.add("Latency from when a request was due; the last two columns from when it was really sent.");
    }

    private void requests() {
        Summary summary = result.summary();
        List<String> section = new ArrayList<>();
        section.add(Figures.rate(summary.answeredPerSecond()) + " answered/s: " + Figures.count(summary.answered())
                + " answered of " + Figures.count(summary.due()) + " due, " + Figures.count(summary.failed())
                + " failed, " + Figures.count(summary.unanswered()) + " unanswered");
        section.add(Figures.count(summary.reconnects()) + " reconnects, " + Figures.count(summary.sessionsLost())
                + " sessions lost, " + Figures.count(summary.redirects()) + " redirects");
        summary.errorsByCode().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .map(error -> INDENT + error.getKey() + " " + Figures.count(error.getValue()))
                .forEach(section::add);
        section(section);
    }

    private void marks() {
        List<Mark> marks = result.marks();
        if (marks.isEmpty()) {
            return;
        }
        TextTable table = new TextTable()
                .column("at s", Align.RIGHT)
                .column("event", Align.LEFT)
                .column("", Align.LEFT);
        marks.stream()
                .limit(MARKS_SHOWN)
                .forEach(mark -> table.row(Figures.seconds(mark.atSeconds()), mark.kind(), mark.text()));
        section(table.lines());
        if (marks.size() > MARKS_SHOWN) {
            lines.add("and " + (marks.size() - MARKS_SHOWN) + " more");
        }
    }

    private void generator() {
        Generator generator = result.summary().generator();
        List<String> section = new ArrayList<>();
        wrap((generator.bottleneck() ? "GENERATOR: " : "Generator: ") + generator.verdict(), section);
        section.add(INDENT + "sent late by " + Figures.millis(generator.sendDelayP99()) + " ms (p99), "
                + Figures.millis(generator.sendDelayMax()) + " ms (max); busy "
                + Figures.percent(generator.busyShare()) + ", machine "
                + Figures.percent(generator.machineCpu()) + ", garbage collection "
                + generator.gcPauseMillisTotal() + " ms");
        section(section);
    }

    private void baseline() {
        Baseline baseline = result.baseline();
        if (baseline == null) {
            return;
        }
        section(List.of(
                "Baseline: " + baseline.name() + " on " + Figures.count(baseline.connections()) + " connections: "
                        + Figures.rate(baseline.answeredPerSecond()) + " answered/s, p50 "
                        + Figures.millis(baseline.p50()) + " ms, p99 " + Figures.millis(baseline.p99()) + " ms",
                INDENT + "ratio, ours to theirs, answered per second: " + Figures.ratio(baseline.ratio())));
    }

    private void checks() {
        if (result.checks().isEmpty()) {
            return;
        }
        TextTable table = new TextTable()
                .column("", Align.LEFT)
                .column("assertion", Align.LEFT)
                .column("measured", Align.LEFT);
        for (Check check : result.checks()) {
            table.row(check.passed() ? "ok" : "FAILED", check.expression(), check.actual());
        }
        section(table.lines());
    }

    private void warnings() {
        List<String> section = new ArrayList<>();
        result.warnings().forEach(warning -> wrap("Warning: " + warning, section));
        if (!section.isEmpty()) {
            section(section);
        }
    }

    /** A sentence on as many lines as it needs; all but the first are indented. */
    private static void wrap(String sentence, List<String> into) {
        String rest = sentence;
        while (rest.length() > COLUMNS) {
            int space = rest.lastIndexOf(' ', COLUMNS);
            if (space <= INDENT.length()) {
                break;
            }
            into.add(rest.substring(0, space));
            rest = INDENT + rest.substring(space + 1);
        }
        into.add(rest);
    }

    private void section(List<String> section) {
        lines.add("");
        lines.addAll(section);
    }
}
