package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeMessage;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.PeerMessage.Probe;
import dev.gamecluster.protocol.node.PeerMessage.ProbeReply;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InternalPortTest {
    private LocalNode node;

    @BeforeAll
    void start() {
        node = LocalNode.standalone();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private SocketClient peer() {
        return new SocketClient(node.internalPort);
    }

    /** Probes through {@code peer} and takes the answer; what came before it was not answered. */
    private static void answersProbe(SocketClient peer, long nonce) {
        peer.send(NodeCodec.encode(new Probe(nonce)));
        NodeMessage reply;
        try {
            do { // a damaged message may have been a sound one of another meaning
                reply = NodeCodec.decode(peer.socket.recv());
            } while (!(reply instanceof ProbeReply answer && answer.nonce() == nonce));
        } catch (MalformedMessageException malformed) {
            throw new AssertionError(malformed);
        }
        assertThat(reply).isInstanceOfSatisfying(ProbeReply.class, answer -> {
            assertThat(answer.nonce()).isEqualTo(nonce);
            assertThat(answer.role()).isEqualTo(Role.MASTER);
            assertThat(answer.epoch()).isEqualTo(1);
        });
    }

    @Test
    void shouldRefuseWhatIsNoMessageAndGoOn() {
        Random random = new Random(1);
        long malformed = node.server.counters().malformed.sum();
        try (SocketClient peer = peer()) {
            for (int i = 0; i < 500; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                peer.send(bytes);
            }
            answersProbe(peer, 1);
        }
        assertThat(node.server.counters().malformed.sum() - malformed).isGreaterThan(450);
        assertThat(node.reports).anyMatch(sentence -> sentence.startsWith("refused a message between nodes"));
        node.assertServes();
    }

    @Test
    void shouldSurviveDamagedMessagesOfEveryKindASlaveSends() {
        Random random = new Random(2);
        List<PeerMessage> messages = List.of(
                new PeerMessage.Follow(1, 77, new Position(1, 1, 0)),
                new PeerMessage.Ack(1, 77, 1, 5),
                new PeerMessage.SnapshotCredit(1, 77, 1, 2),
                new PeerMessage.Forward(1, 77, 3, 1, List.of()));
        try (SocketClient peer = peer()) {
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = NodeCodec.encode(messages.get(i % messages.size()));
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                peer.send(Arrays.copyOf(bytes, bytes.length - (i % 7 == 0 ? 1 : 0)));
            }
            answersProbe(peer, 1); // all of them were read
        }
        try (SocketClient peer = peer()) {
            answersProbe(peer, 2);
        }
        node.assertServes();
    }

    @Test
    void shouldRefuseAnotherVersionOfTheProtocol() {
        long malformed = node.server.counters().malformed.sum();
        byte[] probe = NodeCodec.encode(new Probe(5));
        probe[0] = (byte) (NodeCodec.VERSION + 1);
        try (SocketClient peer = peer()) {
            peer.send(probe);
            answersProbe(peer, 6);
        }
        assertThat(node.server.counters().malformed.sum()).isEqualTo(malformed + 1);
    }

    @Test
    void shouldRefuseMessagesOfManyFramesAndTakeNoNoticeOfNames() {
        long malformed = node.server.counters().malformed.sum();
        byte[] probe = NodeCodec.encode(new Probe(5));
        byte[] name = "I am me".getBytes(StandardCharsets.UTF_8);
        try (SocketClient peer = peer();
                SocketClient named = new SocketClient(node.internalPort, SocketType.DEALER, name);
                SocketClient namedAlike = new SocketClient(node.internalPort, SocketType.DEALER, name)) {
            peer.sendParts(probe, probe);
            peer.sendParts(new byte[0], probe, probe);
            answersProbe(peer, 7);
            answersProbe(named, 8);
            answersProbe(namedAlike, 9);
            answersProbe(named, 10);
        }
        assertThat(node.server.counters().malformed.sum()).isEqualTo(malformed + 2);
    }

    @Test
    void shouldFeedASubscriberOfAnotherLibrary() throws MalformedMessageException {
        // JeroMQ 0.6.0 does not send one in twenty of its first subscriptions: they have to be made again
        int attempts = 0;
        for (boolean fed = false; !fed; ) {
            try (SocketClient subscriber = new SocketClient(node.feedPort, SocketType.SUB, null)) {
                subscriber.socket.setReceiveTimeOut(1_000);
                subscriber.socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
                byte[] frame = subscriber.socket.recv();
                if (frame != null) {
                    PeerMessage.Feed first = (PeerMessage.Feed) NodeCodec.decode(frame);
                    PeerMessage.Feed second = (PeerMessage.Feed) NodeCodec.decode(subscriber.socket.recv());
                    assertThat(second.delta().firstSeq())
                            .isGreaterThan(first.delta().firstSeq());
                    fed = true;
                }
            }
            assertThat(++attempts).isLessThan(10);
        }
    }

    @Test
    void shouldRefuseASubscriptionToAPart() throws IOException {
        long malformed = node.server.counters().malformed.sum();
        try (RawZmtp subscriber = RawZmtp.subscriber(node.feedPort)) {
            subscriber.write(RawZmtp.frame(RawZmtp.LAST, "\u0001part"));
            assertThat(subscriber.isClosedByPeer()).isTrue();
        }
        node.until(() -> node.server.counters().malformed.sum() == malformed + 1);
        node.assertServes();
    }

    @Test
    void shouldTakeNoMemoryForAMessageOfEndlessFrames() throws IOException {
        long malformed = node.server.counters().malformed.sum();
        byte[] frame = RawZmtp.frame(RawZmtp.MORE, new byte[60_000]);
        try (RawZmtp raw = RawZmtp.dealer(node.internalPort)) {
            for (long sent = 0; sent <= 2 * Runtime.getRuntime().maxMemory() && sent < 1L << 30; sent += frame.length) {
                raw.write(frame);
            }
            raw.write(RawZmtp.frame(RawZmtp.LAST, new byte[1]));
            raw.write(RawZmtp.frame(RawZmtp.LAST, NodeCodec.encode(new Probe(3))));
            assertThat(raw.readFrame()).isNotEmpty();
        }
        assertThat(node.server.counters().malformed.sum()).isEqualTo(malformed + 1);
    }

    @Test
    void shouldBoundTheUnfinishedMessagesOfAllNodesTogether() throws IOException {
        long malformed = node.server.counters().malformed.sum();
        List<RawZmtp> peers = new ArrayList<>();
        byte[] unfinished = new byte[Limits.NODE_FRAME_BYTES - 1];
        try {
            for (long held = 0; held <= Limits.UNFINISHED_FRAME_BYTES; held += unfinished.length) {
                RawZmtp raw = RawZmtp.dealer(node.internalPort);
                peers.add(raw);
                writeUnlessClosed(raw, unfinished);
            }
            node.until(() -> node.server.counters().malformed.sum() == malformed + 1); // one of them is closed
        } finally {
            for (RawZmtp raw : peers) {
                raw.close();
            }
        }
        try (SocketClient peer = peer()) {
            answersProbe(peer, 4);
        }
        node.assertServes();
    }

    /** The connection that is closed may be the one that is being written just then. */
    private static void writeUnlessClosed(RawZmtp raw, byte[] unfinished) {
        try {
            raw.write(RawZmtp.header(RawZmtp.LAST, unfinished.length + 1));
            raw.write(unfinished);
        } catch (IOException closed) {
            assertThat(closed).hasMessageMatching("Broken pipe|Connection reset.*");
        }
    }
}
