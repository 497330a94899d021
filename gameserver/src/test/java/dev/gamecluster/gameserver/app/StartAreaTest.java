package dev.gamecluster.gameserver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartAreaTest {
    private static final String KEY = "gamecluster.world.start-area";

    @Test
    void shouldReadFourNumbers() {
        assertThat(StartArea.parse(KEY, "-1, 2.5 ,3,4e2")).containsExactly(-1, 2.5, 3, 400);
        assertThat(StartArea.parse(KEY, "5,5,5,5")).as("a point").containsExactly(5, 5, 5, 5);
        assertThat(StartArea.parse(KEY, "-1000000,-1000000,1000000,1000000")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1,2,3",
                "1,2,3,4,5",
                "1,2,3,x",
                "1,2,3,",
                "3,0,1,9",
                "0,9,9,1",
                "0,0,1,1000000.1",
                "-1000001,0,0,0",
                "NaN,0,1,1",
                "0,0,Infinity,1",
                "1;2;3;4",
            })
    void shouldNameKeyValueAndWhatIsAllowed(String text) {
        assertThatThrownBy(() -> StartArea.parse(KEY, text))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(KEY + " is '" + text
                        + "', allowed is x1,y1,x2,y2 in metres, each from -1000000 to 1000000, x1 <= x2 and y1 <= y2");
    }
}
