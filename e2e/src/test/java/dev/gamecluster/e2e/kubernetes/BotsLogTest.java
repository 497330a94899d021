package dev.gamecluster.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BotsLogTest {
    @Test
    void shouldReadTheLastLineOfALog() {
        String log = """
                18:07:11.132  100 bots, users 1..100, play against default/demo of http://registry:8080
                18:07:16.114  100 bots: 217 writes/s acknowledged (741 in all), 0 failed, largest gap between two 183 ms
                18:07:21.281  100 bots, 98 playing: 194 writes/s acknowledged (1742 in all), 3 failed, largest gap between two 244 ms
                18:07:22.000  2 bots wait for a node: the registry does not answer
                """;

        BotsLog last = BotsLog.last(log).orElseThrow();

        assertThat(last.bots()).isEqualTo(100);
        assertThat(last.playing()).isEqualTo(98);
        assertThat(last.allPlay()).isFalse();
        assertThat(last.acknowledged()).isEqualTo(1742);
        assertThat(last.failed()).isEqualTo(3);
    }

    @Test
    void shouldBeEmptyBeforeBotsHaveSaidAnything() {
        assertThat(BotsLog.last("starting\n")).isEmpty();
    }
}
