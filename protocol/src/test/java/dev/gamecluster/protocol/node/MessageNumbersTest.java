package dev.gamecluster.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbers in the tables of PROTOCOL.md are those on the wire. */
final class MessageNumbersTest {

    @Test
    void shouldNumberMessagesAsPageSays() throws IOException {
        String page = Files.readString(Path.of("PROTOCOL.md"));

        assertThat(NodeSamples.all().values()).allSatisfy(message -> assertThat(page)
                .contains("\n| " + NodeCodec.encode(message)[1] + " | `"
                        + message.getClass().getSimpleName() + "` | "));
    }

    @Test
    void shouldNumberRecordsAsPageSays() throws IOException {
        String page = Files.readString(Path.of("PROTOCOL.md"));
        Stream<LogRecord> records = NodeSamples.all().values().stream()
                .filter(PeerMessage.Feed.class::isInstance)
                .flatMap(feed -> ((PeerMessage.Feed) feed).delta().entries().stream())
                .map(Delta.Entry::record);

        assertThat(records.collect(Collectors.toMap(LogRecord::getClass, LogRecordCodec::numberOf, (one, same) -> one)))
                .hasSize(Structure.leavesOf(LogRecord.class).size())
                .allSatisfy((type, number) ->
                        assertThat(page).contains("\n| " + number + " | `" + type.getSimpleName() + "` | "));
    }
}
