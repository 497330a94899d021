package dev.gamecluster.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.NodeState;
import dev.gamecluster.registry.core.Reason;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class RegistryServerTest {
    private static final ClusterName DEMO = new ClusterName("local", "demo");

    private final Queue<ClusterEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private RegistryServer server;

    private final class Recorder implements RegistryListener {
        @Override
        public void clusterAdded(ClusterName cluster) {}

        @Override
        public void clusterRemoved(ClusterName cluster) {}

        @Override
        public void happened(ClusterName cluster, ClusterEvent event) {
            events.add(event);
        }
    }

    @BeforeEach
    void start() {
        server = new RegistryServer(
                new ServerSettings("127.0.0.1", 0),
                new MemoryFenceStore(),
                new Recorder(),
                (thread, failure) -> broken.set(failure));
        server.addCluster(DEMO, DirectorSettings.defaults().withConfiguredSlaves(OptionalInt.of(1)));
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(broken.get()).isNull();
    }

    private ClusterView view() {
        return server.view(DEMO).join();
    }

    private ZMQ.Socket dealer(ZContext context) {
        ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
        // JeroMQ 0.6.0 may begin a connection that never shakes hands; it is to be made anew soon
        dealer.setHandshakeIvl(SocketNode.HANDSHAKE_MILLIS);
        dealer.setLinger(1_000);
        dealer.connect("tcp://127.0.0.1:" + server.controlPort());
        return dealer;
    }

    @Test
    void shouldFailOverWhenTheConnectionOfTheMasterCloses() {
        SocketNode first = new SocketNode("a", server.controlPort());
        try (SocketNode second = new SocketNode("b", server.controlPort())) {
            Until.isTrue("a is master", () -> view().master()
                    .filter(master -> master.name().equals("a"))
                    .isPresent());
            Until.isTrue(second.name() + " is admitted", () -> view().nodes().stream()
                    .anyMatch(node -> node.name().equals("b") && node.admitted()));
            first.close();
            Until.isTrue("b is master", () -> view().master()
                    .filter(master -> master.name().equals("b"))
                    .isPresent());
            Until.isTrue("the failover is reported", () -> view().lastFailover().isPresent());

            assertThat(view().lastFailover().orElseThrow().reason()).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(events).contains(new ClusterEvent.Fenced(2, "b"));
        }
    }

    @Test
    void shouldCountMalformedMessagesAndGoOn() {
        try (ZContext context = new ZContext(1)) {
            ZMQ.Socket dealer = dealer(context);
            dealer.send(new byte[] {1, 2, 3});
            dealer.send(new byte[0]);
            dealer.sendMore(new byte[] {1});
            dealer.send(new byte[] {1});
            dealer.send(NodeCodec.encode(new Prepare(7)));
            Until.isTrue("four are counted", () -> server.counters().malformed() == 4);
        }
        assertThat(server.isWell()).isTrue();
        assertThat(view().nodes()).isEmpty();
    }

    @Test
    void shouldRefuseNodesOfAClusterThatIsNotConfigured() {
        server.removeCluster(DEMO).join();
        server.addCluster(new ClusterName("local", "other"), DirectorSettings.defaults());
        try (SocketNode stranger = new SocketNode("a", server.controlPort())) {
            Until.isTrue(
                    stranger.name() + " is refused", () -> server.counters().unknownCluster() > 0);
        }
        assertThatThrownBy(() -> server.view(DEMO).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownClusterException.class);
        assertThat(server.views().join()).hasSize(1).allMatch(view -> view.nodes()
                .isEmpty());
    }

    @Test
    void shouldLoseNodeThatIsKnownToBeGone() {
        try (SocketNode node = new SocketNode("a", server.controlPort())) {
            Until.isTrue(node.name() + " joined", () -> !view().nodes().isEmpty());
            server.nodeGone(DEMO, "a").join();

            assertThat(view().nodes()).singleElement().satisfies(gone -> assertThat(gone.state())
                    .isEqualTo(NodeState.LOST));
        }
    }

    @Test
    void shouldSayWhenThePortIsTaken() {
        ServerSettings taken = new ServerSettings("127.0.0.1", server.controlPort());
        assertThatThrownBy(() ->
                        new RegistryServer(taken, new MemoryFenceStore(), new Recorder(), (thread, failure) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot listen on tcp://127.0.0.1:" + server.controlPort());
    }

    @Test
    void shouldAnswerNothingAfterItHasEnded() {
        server.close();
        assertThat(server.view(DEMO)).isCompletedExceptionally();
        assertThat(server.isWell()).isFalse();
    }
}
