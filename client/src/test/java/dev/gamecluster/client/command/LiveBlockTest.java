package dev.gamecluster.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
    private final StringWriter text = new StringWriter();
    private final LiveBlock block = new LiveBlock(new PrintWriter(text), () -> 11, () -> 4);

    @Test
    void shouldDrawAgainInPlaceAndScrollLinesAbove() {
        block.show(List.of("one", "two"));
        block.print("event");
        assertThat(text.toString().replace(System.lineSeparator(), "\n"))
                .isEqualTo("one\ntwo\n" + "\r\u001b[2A\u001b[J" + "event\none\ntwo\n");
    }

    @Test
    void shouldCutWhatDoesNotFit() {
        block.show(List.of("0123456789abcdef", "2", "3", "4", "5"));
        assertThat(text.toString().lines()).containsExactly("0123456789", "2", "3");
    }
}
