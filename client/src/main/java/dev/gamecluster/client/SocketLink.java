package dev.gamecluster.client;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** One DEALER socket, connected to one node; never reconnects by itself, because a session has to be resumed first. */
final class SocketLink implements Wire.Link {
    /** Frames read from one socket before the others have their turn. */
    private static final int FRAMES_AT_ONCE = 256;
    /** ZeroMQ's own attempts to reconnect are postponed until long after this link is closed. */
    private static final int NO_RECONNECT_MILLIS = 600_000;
    /**
     * One in a hundred connections that JeroMQ 0.6.0 makes never shakes hands (zeromq/jeromq pull request 1022): then the link is lost
     * soon, and another is made.
     */
    private static final int HANDSHAKE_MILLIS = 500;

    private static final int LOSSES = ZMQ.EVENT_DISCONNECTED | ZMQ.EVENT_CLOSED | ZMQ.EVENT_CONNECT_RETRIED;

    private final ClientRuntime runtime;
    private final Conversation conversation;
    private ZMQ.Poller poller;
    private ZMQ.PollItem item;
    private ZMQ.Socket socket;

    SocketLink(ClientRuntime runtime, Conversation conversation) {
        this.runtime = runtime;
        this.conversation = conversation;
    }

    void connect(ZContext context, ZMQ.Poller zPoller, NodeEndpoint node) {
        poller = zPoller;
        socket = context.createSocket(SocketType.DEALER);
        socket.setLinger(0);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setReconnectIVL(NO_RECONNECT_MILLIS);
        socket.setEventHook(event -> runtime.disconnected(this, reason(event.getEvent())), LOSSES);
        item = new ZMQ.PollItem(socket, ZMQ.Poller.POLLIN);
        poller.register(item);
        try {
            if (!socket.connect(node.endpoint())) {
                runtime.disconnected(this, "cannot be connected to");
            }
        } catch (RuntimeException e) { // what ZeroMQ throws at an address it cannot parse or resolve
            runtime.disconnected(this, "cannot be connected to: " + e.getMessage());
        }
    }

    private static String reason(org.zeromq.ZMonitor.Event event) {
        return event == org.zeromq.ZMonitor.Event.DISCONNECTED ? "closed the connection" : "refused the connection";
    }

    @Override
    public boolean send(byte[] frame) {
        return socket.send(frame, ZMQ.DONTWAIT);
    }

    @Override
    public void close() {
        if (socket != null) {
            poller.unregister(socket);
            socket.close();
            socket = null;
            runtime.closed(this);
        }
    }

    void read() {
        if (socket == null || !item.isReadable()) {
            return;
        }
        for (int frames = 0; frames < FRAMES_AT_ONCE && socket != null; frames++) {
            byte[] frame = socket.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                return;
            }
            conversation.onFrame(this, frame, System.nanoTime());
        }
    }

    void disconnected(String reason, long nowNanos) {
        if (socket != null) {
            read(); // what the node said before it went
        }
        if (socket != null) {
            conversation.onDisconnected(this, reason, nowNanos);
        }
    }
}
