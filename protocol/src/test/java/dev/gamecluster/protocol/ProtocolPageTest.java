package dev.gamecluster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.Decoded;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.MalformedFrameException;
import dev.gamecluster.protocol.client.RequestDecoder;
import dev.gamecluster.protocol.client.RequestEncoder;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessageDecoder;
import dev.gamecluster.protocol.client.ServerMessageEncoder;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.NodeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PROTOCOL.md shows is what the codecs do. */
final class ProtocolPageTest {

    static List<String> requests() throws IOException {
        return linesBehind("-> ");
    }

    static List<String> messages() throws IOException {
        return linesBehind("<- ");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldReadAndWriteRequestsOfPage(String line) {
        Decoded decoded = RequestDecoder.decode(line.getBytes(StandardCharsets.UTF_8));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Ok.class, ok -> assertThat(
                        new String(RequestEncoder.encode(ok.request()), StandardCharsets.UTF_8))
                .isEqualTo(line));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadAndWriteServerMessagesOfPage(String line) throws MalformedFrameException {
        ServerMessage message = ServerMessageDecoder.decode(line.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(ServerMessageEncoder.encode(message), StandardCharsets.UTF_8))
                .isEqualTo(line);
    }

    @Test
    void shouldExplainEveryErrorCodeAndEveryBinaryMessage() throws IOException {
        String page = Files.readString(Path.of("PROTOCOL.md"));

        assertThat(page)
                .contains(Stream.of(ErrorCode.values())
                        .map(code -> "\n| `" + code + "` |")
                        .toList());
        assertThat(page)
                .contains(Stream.of(NodeMessage.class, LogRecord.class)
                        .flatMap(hierarchy -> Structure.leavesOf(hierarchy).stream())
                        .map(leaf -> " | `" + leaf.getSimpleName() + "` | ")
                        .toList());
    }

    private static List<String> linesBehind(String arrow) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("PROTOCOL.md"))) {
            return lines.filter(line -> line.startsWith(arrow))
                    .map(line -> line.substring(arrow.length()))
                    .toList();
        }
    }
}
