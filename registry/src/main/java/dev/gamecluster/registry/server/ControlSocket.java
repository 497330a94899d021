package dev.gamecluster.registry.server;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.NodeCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The ROUTER that nodes connect to, and on which connection each of them was last heard. One thread. */
final class ControlSocket {
    /** Nodes whose connection is remembered. More: the one not heard for longest is forgotten. */
    static final int REMEMBERED = 8_192;

    static final int BACKLOG = 4_096;
    static final int HIGH_WATER_MARK = 1_000;
    /** Who has not shaken hands by then is disconnected. */
    static final int HANDSHAKE_MILLIS = 5_000;

    /** One message and who sent it. */
    record Received(byte[] connection, byte[] frame) {}

    private final ZMQ.Socket socket;
    private final RegistryCounters counters;
    private final int port;
    private final Map<Integer, byte[]> connections = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @throws IllegalStateException when the port cannot be had */
    ControlSocket(ZContext context, ServerSettings settings, RegistryCounters counters) {
        this.counters = counters;
        this.socket = context.createSocket(SocketType.ROUTER);
        socket.setRouterMandatory(true);
        socket.setBacklog(BACKLOG);
        socket.setMaxMsgSize(Limits.NODE_FRAME_BYTES);
        socket.setMsgAllocator(new FrameAllocator(Limits.NODE_FRAME_BYTES));
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setLinger(0);
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setRcvHWM(HIGH_WATER_MARK);
        String address = "tcp://" + settings.controlBind() + ":" + settings.controlPort();
        try {
            String wildcard = settings.controlPort() == 0 ? "tcp://" + settings.controlBind() + ":*" : address;
            if (!socket.bind(wildcard)) {
                throw new IllegalStateException("cannot listen on " + address);
            }
        } catch (ZMQException failure) {
            throw new IllegalStateException(
                    "cannot listen on " + address + ": "
                            + ZMQ.Error.findByCode(failure.getErrorCode()).getMessage(),
                    failure);
        }
        String bound = socket.getLastEndpoint();
        this.port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    }

    ZMQ.Socket socket() {
        return socket;
    }

    int port() {
        return port;
    }

    /** @return null when nothing has arrived; its frame is null when it was not one frame */
    Received receive() {
        byte[] connection = socket.recv(ZMQ.DONTWAIT);
        if (connection == null) {
            return null;
        }
        byte[] frame = null;
        int frames = 0;
        while (socket.hasReceiveMore()) {
            frame = socket.recv(ZMQ.DONTWAIT);
            frames++;
        }
        return new Received(connection, frames == 1 ? frame : null);
    }

    void heard(int nodeId, byte[] connection) {
        connections.put(nodeId, connection);
    }

    void send(int nodeId, ControlMessage message) {
        byte[] connection = connections.get(nodeId);
        if (connection == null || !trySend(connection, NodeCodec.encode(message))) {
            counters.undelivered.increment();
        }
    }

    private boolean trySend(byte[] connection, byte[] frame) {
        try {
            return socket.send(connection, ZMQ.DONTWAIT | ZMQ.SNDMORE) && socket.send(frame, ZMQ.DONTWAIT);
        } catch (ZMQException unreachable) {
            return false;
        }
    }
}
