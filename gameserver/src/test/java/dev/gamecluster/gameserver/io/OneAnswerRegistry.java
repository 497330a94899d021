package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.ControlMessage.Leave;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import java.util.Map;
import java.util.TreeMap;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Makes node 1 master of one epoch and says so to whoever sends a heartbeat. */
final class OneAnswerRegistry implements AutoCloseable {
    private final long epoch;
    private final ZContext context = new ZContext(1);
    private final int port;
    private final Thread thread = new Thread(this::serve, "registry");
    private final Map<Integer, Heartbeat> nodes = new TreeMap<>();
    private volatile boolean stop;
    volatile boolean leavingSeen;
    /** The cluster ends. */
    volatile boolean ending;

    OneAnswerRegistry(long epoch) {
        this(epoch, LocalNode.freePorts(1)[0]);
    }

    OneAnswerRegistry(long epoch, int port) {
        this.epoch = epoch;
        this.port = port;
        thread.start();
    }

    int port() {
        return port;
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
                epoch,
                1,
                "n1",
                nodes.get(1).endpoints(),
                protection,
                10_000,
                nodes.keySet().stream().toList(),
                ending ? Leave.END : Leave.STAY,
                0);
    }

    @Override
    public void close() {
        silence();
    }

    /** It is gone. */
    void silence() {
        stop = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }
}
