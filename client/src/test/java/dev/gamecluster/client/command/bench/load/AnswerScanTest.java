package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessageEncoder;
import dev.gamecluster.protocol.client.UserList;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScanTest {
    private final AnswerScan scan = new AnswerScan();

    @Test
    void shouldReadWhatServersWrite() {
        assertThat(read(new ServerMessage.Applied(17, 1_204))).isTrue();
        assertThat(scan.id()).isEqualTo(17);
        assertThat(scan.tick()).isEqualTo(1_204);
        assertThat(scan.lagMillis()).isNegative();
        assertThat(read(new ServerMessage.AoeApplied(18, 1_205, 40))).isTrue();
        assertThat(read(new ServerMessage.Pong(19, 1_206, 3))).isTrue();
        assertThat(scan.lagMillis()).isEqualTo(3);
    }

    @Test
    void shouldReadTheHeadOfALongAnswer() {
        UserList users = new UserList(100);
        for (int i = 0; i < 100; i++) {
            users.add(i, 1, 2, 0, 0, 0);
        }
        byte[] frame = ServerMessageEncoder.encode(new ServerMessage.QueryResult(9, 5, 12, users));
        assertThat(scan.read(frame, 0, 64)).isTrue();
        assertThat(scan.id()).isEqualTo(9);
        assertThat(scan.lagMillis()).isEqualTo(12);
    }

    @Test
    void shouldLeaveTheRestToTheDecoder() {
        assertThat(read(ServerMessage.Failed.of(1, ErrorCode.UNAVAILABLE, "no master")))
                .isFalse();
        assertThat(read(new ServerMessage.LoggedIn(1, 42, "q8Zk3v5T0mXyJ1bN4hLw2A", 7)))
                .isFalse();
        assertThat(read(new ServerMessage.Kicked("logged in elsewhere"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"id\":",
                "{\"id\":,\"ok\":true,\"tick\":1}",
                "{\"id\":1,\"ok\":true,\"tick\":}",
                "{\"id\":1,\"ok\":true,\"tick\":1",
                "{\"id\":12345678901234567890,\"ok\":true,\"tick\":1}",
                "{\"ok\":true,\"id\":1,\"tick\":1}",
                "{\"id\":1,\"ok\":true,\"tick\":1,\"lag_ms\":x}"
            })
    void shouldLeaveWhatIsUnusual(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(scan.read(bytes, 0, bytes.length)).isFalse();
    }

    private boolean read(ServerMessage message) {
        byte[] frame = ServerMessageEncoder.encode(message);
        return scan.read(frame, 0, frame.length);
    }
}
