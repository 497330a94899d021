package dev.gamecluster.registry.server;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.concurrent.atomic.AtomicReference;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;

/** The DEALER to one node's internal port: carries probes, and closes when the node's process dies. */
final class ProbeLink {
    static final int RECONNECT_MILLIS = 10;
    static final int RECONNECT_MAXIMUM_MILLIS = 100;
    static final int HIGH_WATER_MARK = 16;
    /**
     * One in a hundred connections that JeroMQ 0.6.0 makes never shakes hands (zeromq/jeromq pull request 1022): it is made anew soon, and
     * only a connection that has shaken hands can be lost.
     */
    private static final int HANDSHAKE_MILLIS = 250;

    private final String cluster;
    private final int nodeId;
    private final String address;
    private final ZMQ.Socket socket;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    private enum State {
        NEW,
        CONNECTED,
        LOST,
        REFUSED
    }

    /** Told on a thread of ZeroMQ. */
    interface Listener {
        /** An established connection closed. */
        void lost(ProbeLink link);

        /** The first attempt to connect again has failed: nobody listens there. */
        void refused(ProbeLink link);
    }

    ProbeLink(ZContext context, String cluster, int nodeId, String address, Listener listener) {
        this.cluster = cluster;
        this.nodeId = nodeId;
        this.address = address;
        this.socket = context.createSocket(SocketType.DEALER);
        socket.setLinger(0);
        socket.setReconnectIVL(RECONNECT_MILLIS);
        socket.setReconnectIVLMax(RECONNECT_MAXIMUM_MILLIS);
        socket.setMaxMsgSize(Limits.NODE_FRAME_BYTES);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setRcvHWM(HIGH_WATER_MARK);
        socket.setEventHook(
                event -> onEvent(event.getEvent(), listener),
                ZMQ.EVENT_HANDSHAKE_PROTOCOL | ZMQ.EVENT_DISCONNECTED | ZMQ.EVENT_CLOSED);
        socket.connect(address);
    }

    private void onEvent(ZMonitor.Event event, Listener listener) {
        if (event == ZMonitor.Event.HANDSHAKE_PROTOCOL) {
            state.set(State.CONNECTED);
        } else if (event == ZMonitor.Event.DISCONNECTED && state.compareAndSet(State.CONNECTED, State.LOST)) {
            listener.lost(this);
        } else if (event == ZMonitor.Event.CLOSED && state.compareAndSet(State.LOST, State.REFUSED)) {
            listener.refused(this);
        }
    }

    void probe(long nonce) {
        socket.send(NodeCodec.encode(new PeerMessage.Probe(nonce)), ZMQ.DONTWAIT);
    }

    /** @return null when nothing has arrived */
    byte[] receive() {
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        boolean single = true;
        while (frame != null && socket.hasReceiveMore()) {
            socket.recv(ZMQ.DONTWAIT);
            single = false;
        }
        return single ? frame : new byte[0];
    }

    void close() {
        socket.close();
    }

    String cluster() {
        return cluster;
    }

    int nodeId() {
        return nodeId;
    }

    String address() {
        return address;
    }

    ZMQ.Socket socket() {
        return socket;
    }
}
