package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.Announcer;
import dev.gamecluster.client.command.LiveBlock;
import dev.gamecluster.client.command.TextTable;
import dev.gamecluster.client.command.TextTable.Align;
import dev.gamecluster.client.command.bench.load.Progress;
import dev.gamecluster.client.command.bench.load.Scenario;
import dev.gamecluster.client.command.bench.result.KindPoint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is shown while it runs: a block that is redrawn on a terminal, else a line every {@value #LINE_SECONDS} s. Any thread. */
final class BenchDisplay {
    private static final int LINE_SECONDS = 5;
    private static final double MICROS_PER_MILLI = 1_000;

    private final Announcer announcer;
    private Progress.Phase linePhase;
    private int sinceLine;

    /** @param block null when the output is no terminal */
    BenchDisplay(PrintWriter out, LiveBlock block) {
        this.announcer = new Announcer(out, block, Announcer.TO_THE_SECOND);
    }

    /** A line that stays. */
    void tell(String line) {
        announcer.tell(line);
    }

    /** Once a second. */
    synchronized void show(String what, Scenario scenario, Progress progress) {
        if (announcer.isLive()) {
            announcer.show(block(what, scenario, progress));
            return;
        }
        sinceLine++;
        if (progress.phase() != linePhase || sinceLine >= LINE_SECONDS) {
            linePhase = progress.phase();
            sinceLine = 0;
            tell(line(what, scenario, progress));
        }
    }

    /** Takes the block away. */
    void end() {
        if (announcer.isLive()) {
            announcer.show(List.of());
        }
    }

    static String line(String what, Scenario scenario, Progress progress) {
        StringBuilder line = new StringBuilder(head(what, scenario, progress));
        for (KindPoint kind : progress.second().kinds()) {
            line.append(String.format(
                    Locale.ROOT,
                    "; %s %s p50 %s p99 %s ms",
                    perSecond(kind.count(), progress),
                    kind.kind(),
                    millis(kind.p50()),
                    millis(kind.p99())));
        }
        return line.append("; ").append(foot(progress)).toString();
    }

    static List<String> block(String what, Scenario scenario, Progress progress) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(head(what, scenario, progress));
        TextTable table = new TextTable()
                .column("LAST SECOND", Align.LEFT)
                .column("/s", Align.RIGHT)
                .column("p50 ms", Align.RIGHT)
                .column("p99 ms", Align.RIGHT)
                .column("max ms", Align.RIGHT);
        for (KindPoint kind : progress.second().kinds()) {
            table.row(
                    kind.kind(),
                    perSecond(kind.count(), progress),
                    millis(kind.p50()),
                    millis(kind.p99()),
                    millis(kind.max()));
        }
        lines.addAll(table.lines());
        lines.add(foot(progress));
        if (!progress.trouble().isEmpty()) {
            lines.add("last trouble: " + progress.trouble());
        }
        lines.add("Ctrl-C ends it with the report of what was measured so far.");
        return lines;
    }

    private static String head(String what, Scenario scenario, Progress progress) {
        String of =
                switch (progress.phase()) {
                    case WARM_UP -> " of " + scenario.warmUpSeconds();
                    case MEASURING -> " of " + scenario.durationSeconds();
                    case LOGIN, DRAINING, LEAVING, DONE -> "";
                };
        return String.format(
                Locale.ROOT,
                "%s: %s, %.0f%s s, %d of %d clients; %s due/s, %s answered/s",
                what,
                progress.phase().label(),
                progress.phaseSeconds(),
                of,
                progress.playing(),
                scenario.clients(),
                perSecond(progress.second().due(), progress),
                perSecond(progress.second().answered(), progress));
    }

    private static String foot(Progress progress) {
        return String.format(
                Locale.ROOT,
                "lag p50 %.0f max %.0f ms; %d failed; generator late p99 %s ms",
                progress.second().lagP50Millis(),
                progress.second().lagMaxMillis(),
                progress.failed(),
                millis(progress.sendDelayP99Micros()));
    }

    private static String perSecond(long count, Progress progress) {
        return String.format(Locale.ROOT, "%.0f", count / progress.second().lengthSeconds());
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.2f", micros / MICROS_PER_MILLI);
    }
}
