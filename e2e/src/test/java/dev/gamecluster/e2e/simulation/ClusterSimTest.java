package dev.gamecluster.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many seeds. A failure names its seed; {@code make sim} with {@code SIM="--from S --seeds 1 --family F"} repeats it. */
class ClusterSimTest {
    @ParameterizedTest
    @CsvSource({"CALM, 40", "ONE_FAULT, 220", "ROAMING, 30", "TWO_FAULTS, 110", "CHAOS, 120"})
    void shouldKeepEveryPromiseUnderFaultsDrawnFromAnySeed(Family family, int seeds) throws InterruptedException {
        Batch batch = new Batch(List.of(family), 1_000_000, seeds, 120, false, unused -> {});
        batch.run(2);
        if (!batch.broken().isEmpty()) {
            throw batch.broken().getFirst();
        }
        assertThat(batch.done()).isEqualTo(seeds);
        assertThat(batch.total().writesAcknowledged()).isPositive();
        assertThat(batch.total().failovers() > 0).isEqualTo(family != Family.CALM);
    }

    @Test
    void shouldRepeatARunExactlyFromItsSeed() {
        String first = Run.of(Family.CHAOS, 7).toString();
        Run.of(Family.ONE_FAULT, 8);

        assertThat(Run.of(Family.CHAOS, 7)).hasToString(first);
    }
}
