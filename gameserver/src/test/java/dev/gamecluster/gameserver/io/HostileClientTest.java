package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;

/** Whatever a stranger sends, the node lives, answers where it can, and a client beside it notices nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientTest {
    private static final String PING = "{\"id\":9,\"op\":\"ping\"}";

    private LocalNode node;
    private SocketClient bystander;
    private int pings;
    private long users;

    @BeforeAll
    void start() {
        node = LocalNode.standalone();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void bystanderLogsIn() {
        bystander = new SocketClient(node.clientPort);
        assertThat(bystander.ask("{\"id\":1,\"op\":\"login\",\"user\":" + ++users + "}"))
                .contains("\"ok\":true");
    }

    @AfterEach
    void bystanderNoticedNothing() {
        assertThat(ping()).contains("\"ok\":true");
        assertThat(bystander.ask("{\"id\":1000000,\"op\":\"set_velocity\",\"velocity\":{\"x\":1,\"y\":1}}"))
                .contains("\"ok\":true");
        bystander.close();
        node.assertServes();
    }

    private String ping() {
        return bystander.ask("{\"id\":" + (1_000 + ++pings) + ",\"op\":\"ping\"}");
    }

    private static byte[] random(Random random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void shouldAnswerEveryRandomFrame() {
        Random random = new Random(1);
        try (SocketClient client = new SocketClient(node.clientPort)) {
            for (int i = 0; i < 300; i++) {
                assertThat(client.ask(random(random, 200))).contains("\"ok\":false");
            }
            assertThat(client.ask(PING)).contains("\"id\":9,\"ok\":true");
        }
    }

    @Test
    void shouldAnswerEveryDamagedRequest() {
        Random random = new Random(2);
        byte[] sound = "{\"id\":7,\"op\":\"query\",\"min\":{\"x\":-1,\"y\":0},\"max\":{\"x\":1,\"y\":2.5}}"
                .getBytes(StandardCharsets.UTF_8);
        try (SocketClient client = new SocketClient(node.clientPort)) {
            for (int i = 0; i < 300; i++) {
                byte[] damaged = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                assertThat(client.ask(damaged)).contains("\"ok\":");
            }
        }
    }

    @Test
    void shouldAnswerAnEmptyFrame() {
        try (SocketClient client = new SocketClient(node.clientPort)) {
            assertThat(client.ask(new byte[0])).contains("\"id\":null,\"ok\":false", "BAD_REQUEST");
        }
    }

    @Test
    void shouldAnswerMessagesOfManyFramesOnce() {
        byte[] part = PING.getBytes(StandardCharsets.UTF_8);
        try (SocketClient client = new SocketClient(node.clientPort)) {
            client.sendParts(part, part);
            assertThat(client.receive()).contains("\"id\":null", "BAD_REQUEST", "one frame");
            client.sendParts(new byte[0], part, part, part);
            assertThat(client.socket.recv()).isEmpty();
            assertThat(client.receive()).contains("\"id\":null", "BAD_REQUEST");
            assertThat(client.ask(PING)).contains("\"id\":9,\"ok\":true");
        }
    }

    @Test
    void shouldSayTooLargeUpToTheSizeThatIsClosed() {
        byte[] allowed = padded(Limits.CLIENT_FRAME_BYTES);
        try (SocketClient client = new SocketClient(node.clientPort)) {
            assertThat(client.ask(allowed)).contains("\"id\":9,\"ok\":true");
            assertThat(client.ask(padded(Limits.CLIENT_FRAME_BYTES + 1)))
                    .contains("\"id\":9,\"ok\":false", "TOO_LARGE");
            assertThat(client.ask(padded(Limits.CLIENT_FRAME_REFUSED_BYTES)))
                    .contains("\"id\":9,\"ok\":false", "TOO_LARGE");
        }
    }

    private static byte[] padded(int length) {
        byte[] frame = new byte[length];
        Arrays.fill(frame, (byte) ' ');
        System.arraycopy(PING.getBytes(StandardCharsets.UTF_8), 0, frame, 0, PING.length());
        return frame;
    }

    @Test
    void shouldCloseOnlyTheConnectionOfAFrameAboveOneMebibyte() throws IOException {
        try (RawZmtp raw = RawZmtp.dealer(node.clientPort)) {
            raw.write(RawZmtp.frame(RawZmtp.LAST, PING));
            assertThat(raw.readFrame()).contains("\"id\":9,\"ok\":true");
            raw.write(RawZmtp.header(RawZmtp.LAST, Limits.CLIENT_FRAME_REFUSED_BYTES + 1));

            assertThat(raw.isClosedByPeer()).isTrue();
        }
        try (RawZmtp raw = RawZmtp.dealer(node.clientPort)) {
            raw.write(RawZmtp.header(RawZmtp.LAST, Long.MAX_VALUE));

            assertThat(raw.isClosedByPeer()).isTrue();
        }
    }

    /** JeroMQ takes these for negative, and its I/O thread would break: see {@link FrameAllocator}. */
    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MIN_VALUE + 3, -1L << 32 | Integer.MAX_VALUE, -1L << 31})
    void shouldSurviveAFrameLongerThanSignedNumbersReach(long length) throws IOException {
        for (int port : new int[] {node.clientPort, node.internalPort}) {
            try (RawZmtp raw = RawZmtp.dealer(port)) {
                raw.write(RawZmtp.header(RawZmtp.LAST, length));
                raw.write(RawZmtp.frame(RawZmtp.LAST, PING));
                assertThat(ping()).contains("\"ok\":true");
            }
        }
    }

    @Test
    void shouldAnswerDeepJson() {
        try (SocketClient client = new SocketClient(node.clientPort)) {
            for (String open : List.of("[", "{\"a\":", "[{\"a\":")) {
                String deep = open.repeat(60_000 / open.length());
                assertThat(client.ask(deep)).contains("\"ok\":false", "BAD_REQUEST");
            }
            String hidden = "{\"id\":3,\"op\":\"ping\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
            assertThat(client.ask(hidden)).contains("\"ok\":false", "BAD_REQUEST");
        }
    }

    @Test
    void shouldSurviveAMessageThatNeverEnds() throws IOException {
        try (RawZmtp raw = RawZmtp.dealer(node.clientPort)) {
            raw.write(RawZmtp.frame(RawZmtp.MORE, PING));
            raw.write(RawZmtp.frame(RawZmtp.MORE, PING));
            raw.write(RawZmtp.header(RawZmtp.LAST, 1_000));
            raw.write("half of it".getBytes(StandardCharsets.UTF_8));
            ping();
        }
    }

    @Test
    void shouldHoldNothingOfAMessageOfCountlessFrames() throws IOException {
        byte[] frame = RawZmtp.frame(RawZmtp.MORE, " ".repeat(Limits.CLIENT_FRAME_BYTES));
        try (RawZmtp raw = RawZmtp.dealer(node.clientPort)) {
            for (int i = 0; i < 2_000; i++) { // 128 MiB
                raw.write(frame);
            }
            raw.write(RawZmtp.frame(RawZmtp.LAST, PING));
            assertThat(raw.readFrame()).contains("\"id\":null", "BAD_REQUEST", "one frame");
        }
    }

    @Test
    void shouldBoundTheUnfinishedFramesOfAllClientsTogether() throws IOException {
        long dropped = node.server.counters().droppedClients.sum();
        byte[] header = RawZmtp.header(RawZmtp.LAST, Limits.CLIENT_FRAME_BYTES);
        byte[] unfinished = new byte[Limits.CLIENT_FRAME_BYTES - 1];
        List<RawZmtp> hoarders = new ArrayList<>();
        try {
            for (long held = 0; held <= Limits.UNFINISHED_FRAME_BYTES; held += unfinished.length) {
                RawZmtp raw = RawZmtp.dealer(node.clientPort);
                hoarders.add(raw);
                raw.write(header);
                raw.write(unfinished);
            }
            node.until(() -> node.server.counters().droppedClients.sum() > dropped);
            assertThat(ping()).contains("\"ok\":true");
        } finally {
            for (RawZmtp raw : hoarders) {
                raw.close();
            }
        }
    }

    @Test
    void shouldGiveUpAClientThatNeverReadsAndServeTheOthers() throws IOException {
        long dropped = node.server.counters().droppedClients.sum();
        byte[] frame = RawZmtp.frame(RawZmtp.LAST, "{\"id\":9,\"op\":\"what is this operation that nobody knows\"}");
        byte[] burst = new byte[1_000 * frame.length];
        for (int i = 0; i < 1_000; i++) {
            System.arraycopy(frame, 0, burst, i * frame.length, frame.length);
        }
        try (RawZmtp raw = RawZmtp.dealer(node.clientPort)) {
            for (int i = 0; i < 500 && node.server.counters().droppedClients.sum() == dropped; i++) {
                raw.write(burst);
                assertThat(ping()).contains("\"ok\":true");
            }
            node.until(() -> node.server.counters().droppedClients.sum() > dropped);
        }
    }

    @Test
    void shouldForgetNobodyElseWhenClientsComeAndGo() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (RawZmtp raw = RawZmtp.dealer(node.clientPort)) {
                raw.write(RawZmtp.frame(RawZmtp.LAST, PING));
            }
        }
    }

    @Test
    void shouldServeOthersWhileTwoClientsClaimOneName() {
        byte[] name = "the same".getBytes(StandardCharsets.UTF_8);
        try (SocketClient one = new SocketClient(node.clientPort, SocketType.DEALER, name)) {
            assertThat(one.ask(PING)).contains("\"ok\":true");
            try (SocketClient two = new SocketClient(node.clientPort, SocketType.DEALER, name)) {
                two.send(PING);
                assertThat(one.ask(PING)).contains("\"ok\":true");
            }
        }
    }

    @Test
    void shouldSurviveGarbageOnEveryPort() throws IOException {
        Random random = new Random(3);
        for (int port : new int[] {node.clientPort, node.internalPort, node.feedPort}) {
            for (int i = 0; i < 40; i++) {
                try (RawZmtp raw = new RawZmtp(port)) {
                    for (byte[] bytes : garbage(random, i)) {
                        raw.write(bytes);
                    }
                } catch (IOException closed) {
                    // the node may close such a connection while it is written to
                }
            }
        }
    }

    private static List<byte[]> garbage(Random random, int kind) {
        byte[] greeting = RawZmtp.greeting();
        return switch (kind % 8) {
            case 0 -> List.of(random(random, 5_000));
            case 1 -> List.of("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            case 2 -> List.of(Arrays.copyOf(greeting, random.nextInt(64)));
            case 3 -> List.of(greeting, random(random, 300));
            case 4 -> List.of(greeting, RawZmtp.frame(4, random(random, 100)));
            case 5 -> List.of(new byte[] {1, 0}, random(random, 100));
            case 6 -> List.of(greeting, RawZmtp.header(4, 1 + random.nextInt(100_000)), random(random, 1_000));
            default -> {
                byte[] damaged = greeting.clone();
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                yield List.of(damaged, RawZmtp.frame(4, "\5READY"), random(random, 100));
            }
        };
    }

    @Test
    void shouldSurviveGarbageBehindAHandshake() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            try (RawZmtp raw = RawZmtp.dealer(node.clientPort)) {
                raw.write(random(random, 2_000));
            } catch (IOException closed) {
                // as above
            }
        }
    }

    @Test
    void shouldServeBesideHundredsOfIdleConnections() throws IOException {
        List<RawZmtp> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                idle.add(new RawZmtp(i % 10 == 0 ? node.internalPort : node.clientPort));
            }
            assertThat(ping()).contains("\"ok\":true");
            node.assertServes();
        } finally {
            for (RawZmtp raw : idle) {
                raw.close();
            }
        }
    }
}
