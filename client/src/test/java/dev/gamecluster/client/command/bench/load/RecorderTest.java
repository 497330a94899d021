package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.command.bench.result.Generator;
import dev.gamecluster.client.command.bench.result.Interval;
import dev.gamecluster.client.command.bench.result.KindSummary;
import dev.gamecluster.client.command.bench.result.Summary;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final Generator GENERATOR = new Generator(0, 0, 0, 0, 0, false, "");
    private static final Percentage ROUNDING = Percentage.withPercentage(0.2);

    private final Recorder recorder = new Recorder();

    @Test
    void shouldTellLatencySinceDueAndSinceSent() {
        recorder.begin(10 * SECOND, 20 * SECOND);
        request(Kind.WRITE, 11 * SECOND, 300 * MILLI, 310 * MILLI);
        recorder.endInterval(20 * SECOND);
        KindSummary write = recorder.summary(GENERATOR).kinds().getFirst();
        assertThat(write.kind()).isEqualTo("write");
        assertThat((double) write.p50()).isCloseTo(310_000, ROUNDING);
        assertThat(write.uncorrectedMean()).isCloseTo(10_000, ROUNDING);
        assertThat(write.perSecond()).isEqualTo(0.1);
    }

    @Test
    void shouldCountWhatWasDueInTheWindowAlsoWhenAnsweredLater() {
        recorder.begin(10 * SECOND, 20 * SECOND);
        request(Kind.QUERY, 9 * SECOND, 0, 2 * SECOND); // due before
        request(Kind.QUERY, 19 * SECOND, 0, 3 * SECOND); // answered after the end
        request(Kind.QUERY, 20 * SECOND, 0, MILLI); // due at the end
        recorder.due(15 * SECOND); // never answered
        recorder.due(16 * SECOND);
        recorder.failed(16 * SECOND);
        recorder.endInterval(20 * SECOND);
        Summary summary = recorder.summary(GENERATOR);
        assertThat(summary.due()).isEqualTo(3);
        assertThat(summary.answered()).isEqualTo(1);
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.unanswered()).isEqualTo(1);
        assertThat((double) summary.kinds().getFirst().max()).isCloseTo(3_000_000, ROUNDING);
        assertThat(summary.answeredPerSecond()).isEqualTo(0.1); // the first arrived in the window
    }

    @Test
    void shouldCutTheTimeline() {
        recorder.begin(10 * SECOND, 12 * SECOND);
        request(Kind.QUERY, 10 * SECOND, 0, 5 * MILLI);
        recorder.lag(7, 10 * SECOND);
        recorder.endInterval(11 * SECOND);
        request(Kind.WRITE, 11 * SECOND, 0, 9 * MILLI);
        request(Kind.WRITE, 11 * SECOND, 0, 9 * MILLI);
        recorder.endInterval(12 * SECOND);
        Interval first = recorder.timeline().get(0);
        Interval second = recorder.timeline().get(1);
        assertThat(first.atSeconds()).isZero();
        assertThat(first.lagMaxMillis()).isEqualTo(7);
        assertThat(first.answered()).isEqualTo(1);
        assertThat(second.atSeconds()).isEqualTo(1);
        assertThat(second.kinds()).singleElement().satisfies(point -> assertThat(point.count())
                .isEqualTo(2));
        assertThat(second.lagMaxMillis()).isZero();
        assertThat(recorder.summary(GENERATOR).kinds().getLast().count()).isEqualTo(3);
    }

    @Test
    void shouldMeasureNothingBeforeItBegins() {
        request(Kind.PING, 5 * SECOND, 0, MILLI);
        recorder.error("UNAVAILABLE", 5 * SECOND);
        recorder.reconnected(5 * SECOND);
        assertThat(recorder.endSecond(6 * SECOND).answered()).isEqualTo(1);
        Summary summary = recorder.summary(GENERATOR);
        assertThat(summary.due()).isZero();
        assertThat(summary.errorsByCode()).isEmpty();
        assertThat(summary.reconnects()).isZero();
    }

    private void request(Kind kind, long dueNanos, long sentAfter, long answeredAfter) {
        recorder.due(dueNanos);
        recorder.sent(dueNanos);
        recorder.answered(kind, dueNanos, dueNanos + sentAfter, dueNanos + answeredAfter);
    }
}
