package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorWatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5000 | 0.85 | 0.95 | false | the generator kept up, 99 % of the requests left less than 5.0 ms late",
                "5001 | 0.10 | 0.50 | true | the generator is the bottleneck: 1 % of the requests left more than 5.0 ms late",
                "100 | 0.86 | 0.50 | true | the generator is the bottleneck: its thread has no time left",
                "100 | 0.10 | 0.96 | true | the machine is full: the numbers are of a saturated machine",
                "7000 | 0.10 | 0.96 | true | the machine is full: the numbers are of a saturated machine, and 1 % of the requests left more than 7.0 ms late"
            })
    void shouldSayWhenTheGeneratorIsTheBottleneck(
            long delayP99, double busy, double machine, boolean bottleneck, String verdict) {
        assertThat(GeneratorWatch.isBottleneck(delayP99, busy, machine)).isEqualTo(bottleneck);
        assertThat(GeneratorWatch.judged(delayP99, busy, machine, true)).isEqualTo(verdict);
    }
}
