package dev.gamecluster.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.SessionKey;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionTextTest {

    @Test
    void shouldWriteKeyAsBase64Url() {
        assertThat(SessionText.of(new SessionKey(0x0123456789abcdefL, 0xfedcba9876543210L)))
                .isEqualTo("ASNFZ4mrze_-3LqYdlQyEA");
    }

    @Test
    void shouldGiveBackEveryKey() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            SessionKey key = new SessionKey(random.nextLong(), random.nextLong());

            assertThat(SessionText.of(key)).hasSize(22);
            assertThat(SessionText.parse(SessionText.of(key))).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "ASNFZ4mrze_-3LqYdlQyE",
                "ASNFZ4mrze_-3LqYdlQyEAA",
                "ASNFZ4mrze_-3LqYdlQyEB",
                "ASNFZ4mrze/+3LqYdlQyEA",
                "ASNFZ4mrze_-3LqYdlQyE=",
                "ASNFZ4mrze_-3LqYdlQyÄA",
                "AAAAAAAAAAAAAAAAAAAAAA"
            })
    void shouldTakeMalformedTextAsNoSession(String text) {
        assertThat(SessionText.parse(text)).isEqualTo(SessionKey.NONE);
    }
}
