package dev.gamecluster.client.command.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LineParserTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("login", new LineCommand.Login(null)),
                Arguments.of("login 42", new LineCommand.Login(42L)),
                Arguments.of("LOGIN 18446744073709551615", new LineCommand.Login(-1L)),
                Arguments.of("walk 1.5 -0.5", new LineCommand.Walk(1.5, -0.5)),
                Arguments.of("  walk 1,2  ", new LineCommand.Walk(1, 2)),
                Arguments.of("set_velocity 1 2", new LineCommand.Walk(1, 2)),
                Arguments.of("stop", new LineCommand.Walk(0, 0)),
                Arguments.of("query", new LineCommand.Query(-1e6, -1e6, 1e6, 1e6)),
                Arguments.of("query 10 20 -10 -20", new LineCommand.Query(-10, -20, 10, 20)),
                Arguments.of("look", new LineCommand.Look(50)),
                Arguments.of("look 7", new LineCommand.Look(7)),
                Arguments.of("aoe 50 10", new LineCommand.Aoe(50, 10)),
                Arguments.of("where", new LineCommand.Where()),
                Arguments.of("ping", new LineCommand.Ping()),
                Arguments.of("logout", new LineCommand.Logout()),
                Arguments.of("watch", new LineCommand.Watch(10)),
                Arguments.of("watch 3", new LineCommand.Watch(3)),
                Arguments.of("status", new LineCommand.Status()),
                Arguments.of("help", new LineCommand.Help()),
                Arguments.of("exit", new LineCommand.Quit()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldUnderstandLine(String line, LineCommand expected) {
        assertThat(LineParser.parse(line)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dance          | unknown command 'dance': expected one of login, walk",
                "walk 1         | 'walk' takes 2 arguments: walk X Y",
                "walk a 1       | walk: X 'a' is not allowed: expected a number",
                "walk NaN 1     | walk: X 'NaN' is not allowed",
                "login -1       | login: USER '-1' is not allowed: expected an integer of 0..18446744073709551615",
                "login 1 2      | 'login' takes at most 1 argument",
                "query 1 2 3    | 'query' takes 4 arguments",
                "look -1        | look: RADIUS '-1' is not allowed: expected 0 or more",
                "aoe 5 1.5      | aoe: MONEY '1.5' is not allowed",
                "ping 1         | 'ping' takes no arguments",
                "watch 0        | watch: SECONDS '0' is not allowed: expected 1..86400",
            })
    void shouldNameWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> LineParser.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldHelpWithEveryCommand() {
        String help = String.join("\n", LineParser.HELP);
        assertThat(LineParser.NAMES).allSatisfy(name -> assertThat(help).contains(name));
    }
}
