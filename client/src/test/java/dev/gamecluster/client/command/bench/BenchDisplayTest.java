package dev.gamecluster.client.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.command.bench.load.Progress;
import dev.gamecluster.client.command.bench.load.Scenario;
import dev.gamecluster.client.command.bench.result.Interval;
import dev.gamecluster.client.command.bench.result.KindPoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchDisplayTest {
    private static final Scenario MIX = Scenarios.find("mix");
    private static final Interval SECOND =
            new Interval(12, 1, 1_000, 998, 0, List.of(new KindPoint("query", 499, 450, 2_310, 8_000)), 2, 7);
    private static final Progress PROGRESS =
            new Progress(Progress.Phase.MEASURING, 12, SECOND, 500, 12_000, 3, 410, "demo-1: connection refused");

    @Test
    void shouldShowALine() {
        assertThat(BenchDisplay.line("mix", MIX, PROGRESS))
                .isEqualTo("mix: measuring, 12 of 30 s, 500 of 500 clients; 1000 due/s, 998 answered/s;"
                        + " 499 query p50 0.45 p99 2.31 ms; lag p50 2 max 7 ms; 3 failed; generator late p99 0.41 ms");
    }

    @Test
    void shouldShowABlock() {
        assertThat(BenchDisplay.block("mix", MIX, PROGRESS))
                .contains(
                        "LAST SECOND   /s  p50 ms  p99 ms  max ms",
                        "query        499    0.45    2.31    8.00",
                        "last trouble: demo-1: connection refused");
    }

    @Test
    void shouldPrintALineForEachPhaseAndEachFiveSeconds() {
        StringWriter text = new StringWriter();
        BenchDisplay display = new BenchDisplay(new PrintWriter(text, true), null);
        for (int i = 0; i < 11; i++) {
            display.show("mix", MIX, PROGRESS);
        }
        display.show("mix", MIX, new Progress(Progress.Phase.DRAINING, 0, SECOND, 500, 12_000, 3, 410, ""));
        assertThat(text.toString().lines()).hasSize(4);
    }
}
