package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The contract as bytes on real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientPathTest {
    private LocalNode node;

    @BeforeAll
    void start() {
        node = LocalNode.standalone();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private static String field(String frame, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(frame);
        assertThat(matcher.find()).as("%s in %s", name, frame).isTrue();
        return matcher.group(1);
    }

    @Test
    void shouldServeADealerFromLoginToLogout() {
        try (SocketClient client = new SocketClient(node.clientPort)) {
            String login = client.ask("{\"id\":1,\"op\":\"login\",\"user\":42}");
            assertThat(login).contains("\"id\":1", "\"ok\":true", "\"user\":42");
            assertThat(field(login, "session")).hasSize(22);

            String moved = client.ask("{\"id\":2,\"op\":\"set_velocity\",\"velocity\":{\"x\":1.5,\"y\":-0.5}}");
            assertThat(moved).matches("\\{\"id\":2,\"ok\":true,\"tick\":\\d+}");
            assertThat(client.ask("{\"id\":3,\"op\":\"aoe\",\"radius\":50,\"money\":10}"))
                    .matches("\\{\"id\":3,\"ok\":true,\"tick\":\\d+,\"hits\":0}");
            String query = client.ask("{\"id\":4,\"op\":\"query\",\"min\":{\"x\":-1e6,\"y\":-1e6},\"max\":{\"x\":1e6,"
                    + "\"y\":1e6},\"min_tick\":" + field(moved, "tick") + "}");
            assertThat(query).contains("\"lag_ms\":0", "\"id\":42", "\"velocity\":{\"x\":1.5,\"y\":-0.5}");
            assertThat(client.ask("{\"id\":5,\"op\":\"ping\"}"))
                    .matches("\\{\"id\":5,\"ok\":true,\"tick\":\\d+,\"lag_ms\":0}");
            assertThat(client.ask("{\"id\":6,\"op\":\"logout\"}")).matches("\\{\"id\":6,\"ok\":true,\"tick\":\\d+}");
            assertThat(client.ask("{\"id\":7,\"op\":\"aoe\",\"radius\":1,\"money\":1}"))
                    .contains("\"id\":7,\"ok\":false", "NOT_LOGGED_IN");
        }
    }

    @Test
    void shouldReturnTheEmptyDelimiterOfARequestSocket() {
        try (SocketClient client = new SocketClient(node.clientPort, SocketType.REQ, null)) {
            assertThat(client.ask("{\"id\":1,\"op\":\"login\",\"user\":50}")).contains("\"ok\":true");
            assertThat(client.ask("{\"id\":2,\"op\":\"ping\"}")).contains("\"ok\":true");
            assertThat(client.ask("nonsense")).contains("\"id\":null", "BAD_REQUEST");
        }
    }

    @Test
    void shouldReturnTheDelimiterThatADealerWrites() {
        try (SocketClient client = new SocketClient(node.clientPort)) {
            client.sendParts(new byte[0], "{\"id\":1,\"op\":\"ping\"}".getBytes());

            assertThat(client.socket.recv()).isEmpty();
            assertThat(client.socket.hasReceiveMore()).isTrue();
            assertThat(client.socket.recvStr()).contains("\"ok\":true");
        }
    }

    @Test
    void shouldAnswerAThousandPipelinedWritesInOrderOrSayOverloaded() {
        try (SocketClient client = new SocketClient(node.clientPort)) {
            client.send("{\"id\":1,\"op\":\"login\",\"user\":60}");
            for (int id = 2; id <= 1_000; id++) {
                client.send("{\"id\":" + id + ",\"op\":\"set_velocity\",\"velocity\":{\"x\":1,\"y\":0}}");
            }
            for (int answer = 1; answer <= 1_000; answer++) {
                assertThat(client.receive()).containsAnyOf("\"ok\":true", "OVERLOADED");
            }
        }
    }

    @Test
    void shouldKickTheOldConnection() {
        try (SocketClient one = new SocketClient(node.clientPort);
                SocketClient two = new SocketClient(node.clientPort)) {
            String first = one.ask("{\"id\":1,\"op\":\"login\",\"user\":70}");
            String session = field(first, "session");
            String second = two.ask("{\"id\":1,\"op\":\"login\",\"user\":70,\"session\":\"" + session + "\"}");

            assertThat(field(second, "session")).isEqualTo(session);
            assertThat(one.receive()).isEqualTo("{\"event\":\"kicked\",\"reason\":\"session resumed elsewhere\"}");
        }
    }

    @Test
    void shouldRefuseAWrongTicketOnTheWire() {
        try (LocalNode strict = LocalNode.standalone((user, ticket) -> "open".equals(ticket));
                SocketClient client = new SocketClient(strict.clientPort)) {
            assertThat(client.ask("{\"id\":1,\"op\":\"login\",\"user\":1}")).contains("UNAUTHENTICATED");
            assertThat(client.ask("{\"id\":2,\"op\":\"login\",\"user\":1,\"ticket\":\"shut\"}"))
                    .contains("UNAUTHENTICATED");
            assertThat(client.ask("{\"id\":3,\"op\":\"login\",\"user\":1,\"ticket\":\"open\"}"))
                    .contains("\"ok\":true");
        }
    }

    @Test
    void shouldAnswerAQueryOfManyUsers() {
        int users = 300;
        try (SocketClient client = new SocketClient(node.clientPort)) {
            SocketClient[] others = new SocketClient[3];
            for (int i = 0; i < others.length; i++) {
                others[i] = new SocketClient(node.clientPort);
                others[i].ask("{\"id\":1,\"op\":\"login\",\"user\":" + (users + i) + "}");
            }
            String answer = client.ask(
                    "{\"id\":1,\"op\":\"query\",\"min\":{\"x\":-2e6,\"y\":-2e6},\"max\":{\"x\":2e6,\"y\":2e6}}");
            for (int i = 0; i < others.length; i++) {
                assertThat(answer).contains("{\"id\":" + (users + i) + ",");
                others[i].close();
            }
        }
    }

    @Test
    void shouldServeNamedPeersToo() {
        try (SocketClient client = new SocketClient(node.clientPort, SocketType.DEALER, "bot-7".getBytes())) {
            assertThat(client.ask("{\"id\":1,\"op\":\"ping\"}")).contains("\"ok\":true");
            assertThat(client.socket.getSocketType()).isEqualTo(SocketType.DEALER);
            client.socket.send("{\"id\":2,\"op\":\"ping\"}", ZMQ.DONTWAIT);
            assertThat(client.receive()).contains("\"id\":2");
        }
    }
}
