package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.gameserver.core.NodeIdentity;
import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.gameserver.core.TicketCheck;
import dev.gamecluster.protocol.node.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A whole node on free ports of the loopback interface. */
final class LocalNode implements AutoCloseable {
    static final long PATIENCE_NANOS = 20_000_000_000L;

    final int clientPort;
    final int internalPort;
    final int feedPort;
    final NodeServer server;
    final List<String> reports = new CopyOnWriteArrayList<>();

    private LocalNode(int id, String registry, TicketCheck tickets, int... ports) {
        clientPort = ports[0];
        internalPort = ports[1];
        feedPort = ports[2];
        Endpoints endpoints = new Endpoints(at(clientPort), at(internalPort), at(feedPort));
        NodeIdentity identity = new NodeIdentity("local/test", "n" + id, id, endpoints);
        NodePorts binds = new NodePorts(at(clientPort), at(internalPort), at(feedPort), registry);
        server = new NodeServer(identity, NodeSettings.defaults(), tickets, binds, reports::add);
        server.start();
    }

    /** A master on its own that ticks. */
    static LocalNode standalone() {
        return standalone(TicketCheck.NOT_REQUIRED);
    }

    static LocalNode standalone(TicketCheck tickets) {
        LocalNode node = new LocalNode(1, null, tickets, freePorts(3));
        node.until(view -> view.position().tick() > 0);
        return node;
    }

    static LocalNode withRegistry(int id, String registry) {
        return new LocalNode(id, registry, TicketCheck.NOT_REQUIRED, freePorts(3));
    }

    static String at(int port) {
        return "tcp://127.0.0.1:" + port;
    }

    static int[] freePorts(int count) {
        int[] ports = new int[count];
        ServerSocket[] sockets = new ServerSocket[count];
        try {
            for (int i = 0; i < count; i++) {
                sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ports[i] = sockets[i].getLocalPort();
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        } catch (IOException noPort) {
            throw new AssertionError("no free port on the loopback interface", noPort);
        }
        return ports;
    }

    void until(Predicate<NodeView> condition) {
        until(() -> {
            NodeView view = server.view();
            return view != null && condition.test(view);
        });
    }

    void until(BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(server.failure()).as("the node broke").isNotCompletedExceptionally();
            assertThat(System.nanoTime()).as("did not happen in time").isLessThan(untilNanos);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The node lives, ticks, and serves a client that comes now. */
    void assertServes() {
        assertThat(server.failure()).isNotDone();
        try (SocketClient client = new SocketClient(clientPort)) {
            assertThat(client.ask("{\"id\":1,\"op\":\"ping\"}")).contains("\"id\":1", "\"ok\":true");
            long tick = server.view().position().tick();
            until(view -> view.position().tick() > tick);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
