package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.Role;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Feed, forwarding, acknowledgements and heartbeats over real sockets. */
class TwoNodesTest {

    @Test
    void shouldReplicateAWriteBetweenTwoNodesAndProtectIt() {
        try (OneAnswerRegistry registry = new OneAnswerRegistry();
                LocalNode master = LocalNode.withRegistry(1, registry.endpoint());
                LocalNode slave = LocalNode.withRegistry(2, registry.endpoint())) {
            slave.until(view -> view.following() && view.admittedSeq() > 0);
            master.until(view -> view.protectedWrites());

            try (SocketClient one = new SocketClient(slave.clientPort);
                    SocketClient two = new SocketClient(master.clientPort)) {
                assertThat(one.ask("{\"id\":1,\"op\":\"login\",\"user\":42}")).contains("\"ok\":true");
                assertThat(two.ask("{\"id\":1,\"op\":\"login\",\"user\":43}")).contains("\"ok\":true");
                for (int id = 2; id < 50; id++) {
                    String write =
                            "{\"id\":" + id + ",\"op\":\"set_velocity\",\"velocity\":{\"x\":" + id % 20 + ",\"y\":0}}";
                    assertThat(one.ask(write)).contains("\"ok\":true");
                    assertThat(two.ask(write)).contains("\"ok\":true");
                }
                assertThat(two.ask("{\"id\":99,\"op\":\"query\",\"min\":{\"x\":-1e6,\"y\":-1e6},\"max\":{\"x\":1e6,"
                                + "\"y\":1e6}}"))
                        .contains("{\"id\":42,", "{\"id\":43,");
            }
            assertThat(slave.server.view().role()).isEqualTo(Role.SLAVE);
            assertThat(slave.server.view().divergences()).isZero();
            assertThat(master.server.view().followers()).isEqualTo(1);
            assertThat(registry.leavingSeen).isFalse();
        }
    }

    /** Makes node 1 master of epoch 1 and says so to whoever sends a heartbeat. */
    private static final class OneAnswerRegistry implements AutoCloseable {
        private final ZContext context = new ZContext(1);
        private final int port = LocalNode.freePorts(1)[0];
        private final Thread thread = new Thread(this::serve, "registry");
        private final Map<Integer, Heartbeat> nodes = new TreeMap<>();
        private volatile boolean stop;
        volatile boolean leavingSeen;

        OneAnswerRegistry() {
            thread.start();
        }

        String endpoint() {
            return LocalNode.at(port);
        }

        private void serve() {
            try (ZMQ.Socket socket = context.createSocket(SocketType.ROUTER)) {
                socket.setLinger(0);
                socket.setReceiveTimeOut(20);
                socket.bind(endpoint());
                while (!stop) {
                    byte[] route = socket.recv();
                    if (route != null) {
                        answer(socket, route, socket.recv());
                    }
                }
            }
        }

        private void answer(ZMQ.Socket socket, byte[] route, byte[] frame) {
            try {
                if (NodeCodec.decode(frame) instanceof Heartbeat heartbeat) {
                    nodes.put(heartbeat.nodeId(), heartbeat);
                    leavingSeen |= heartbeat.leaving();
                    if (nodes.containsKey(1)) {
                        socket.sendMore(route);
                        socket.send(NodeCodec.encode(assignment()));
                    }
                }
            } catch (MalformedMessageException malformed) {
                throw new AssertionError(malformed);
            }
        }

        private Assignment assignment() {
            boolean admitted = nodes.values().stream().anyMatch(node -> node.admittedSeq() > 0);
            Protection protection = admitted ? Protection.ENFORCED : Protection.LIFTED;
            return new Assignment(
                    1,
                    1,
                    "n1",
                    nodes.get(1).endpoints(),
                    protection,
                    10_000,
                    nodes.keySet().stream().toList(),
                    false);
        }

        @Override
        public void close() {
            stop = true;
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            context.close();
        }
    }
}
