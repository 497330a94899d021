package dev.gamecluster.client.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.client.command.bench.result.Baseline;
import dev.gamecluster.client.command.bench.result.BenchResult;
import dev.gamecluster.client.command.bench.result.Generator;
import dev.gamecluster.client.command.bench.result.Interval;
import dev.gamecluster.client.command.bench.result.KindSummary;
import dev.gamecluster.client.command.bench.result.Machine;
import dev.gamecluster.client.command.bench.result.Setup;
import dev.gamecluster.client.command.bench.result.Summary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssertionTest {
    private static final KindSummary WRITE =
            new KindSummary("write", 500, 50, 2_500.5, 2_000, 4_000, 50_000, 60_000, 70_000, 2_000, 40_000);
    private static final Generator GENERATOR = new Generator(1_200, 3_000, 0.25, 0.6, 0, false, "");
    private static final Summary SUMMARY =
            new Summary(10, List.of(WRITE), 510, 505, 500, 3, 2, 49.5, 4, 1, 2, Map.of(), GENERATOR);
    private static final BenchResult RESULT = result(null);

    @ParameterizedTest
    @CsvSource({
        "write.p99<=50ms, true, 50.000 ms",
        "write.p99<50ms, false, 50.000 ms",
        "write.p99 <= 49.9 ms, false, 50.000 ms",
        "write.mean<=2600us, true, 2.501 ms",
        "write.max<0.1s, true, 70.000 ms",
        "write.count>=500, true, 500",
        "failed==3, true, 3",
        "failed==0, false, 3",
        "unanswered>1, true, 2",
        "answered_per_second>=49.5, true, 49.500",
        "generator.busy_share<=25%, true, 0.250",
        "generator.send_delay_p99<1ms, false, 1.200 ms",
        "lag.max<=10ms, true, 9.000 ms",
        "query.p99<=1s, false, not measured",
        "baseline.ratio>=0.5, false, not measured"
    })
    void shouldCompare(String expression, boolean passed, String actual) {
        var check = Assertion.parse(expression).check(RESULT);
        assertThat(check.passed()).isEqualTo(passed);
        assertThat(check.actual()).isEqualTo(actual);
        assertThat(check.expression()).isEqualTo(expression);
    }

    @Test
    void shouldCompareWithTheBaseline() {
        BenchResult result = result(new Baseline("redis", 50, 0, 1_000, 10, 20, 0.51));
        assertThat(Assertion.parse("baseline.ratio>=0.5").check(result).passed())
                .isTrue();
        assertThat(Assertion.parse("baseline.p99<=20us").check(result).passed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "write.p99, expected NAME",
        "write.p99=5ms, expected NAME",
        "write.p99<=fast, expected NAME",
        "write.p98<=5ms, is not known: expected one of {query|write|aoe|login|ping|all}.{mean|p50",
        "faild==0, is not known",
        "write.p99<=5, expected a number with its unit",
        "failed<=5ms, expected a number without a unit of time",
        "failed<=1.2.3, is no number"
    })
    void shouldSayWhatIsAllowed(String expression, String reason) {
        assertThatThrownBy(() -> Assertion.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expression)
                .hasMessageContaining(reason);
    }

    private static BenchResult result(Baseline baseline) {
        return new BenchResult(
                "1",
                "2026-01-01T00:00:00Z",
                new Machine("os", 2, 1, "25", "cpu", 0),
                new Setup("mix", "", "target", 1, 1, 1, 0, 0, 10, 1, "", ""),
                SUMMARY,
                List.of(new Interval(0, 1, 1, 1, 0, List.of(), 2, 9), new Interval(1, 1, 1, 1, 0, List.of(), 2, 4)),
                List.of(),
                List.of(),
                List.of(),
                baseline,
                List.of(),
                List.of());
    }
}
