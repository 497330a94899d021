package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandsTest {
    @ParameterizedTest
    @CsvSource({
        "12, 16, true",
        "5.6, 19.2, true",
        "-20, 0, true",
        "0, 0, true",
        "20.001, 0, false",
        "1e300, 1e300, false",
        "NaN, 0, false",
        "0, Infinity, false"
    })
    void shouldTakeNoVelocityThatTheWorldRefuses(double x, double y, boolean allowed) {
        assertThat(Commands.isAllowed(new LogRecord.SetVelocity(1, 1, x, y))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "50, true", "50.001, false", "-0.001, false", "NaN, false"})
    void shouldTakeNoRadiusThatTheWorldRefuses(double radius, boolean allowed) {
        assertThat(Commands.isAllowed(new LogRecord.Aoe(1, 1, radius, 1))).isEqualTo(allowed);
    }
}
