package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.NodeEndpoint;
import dev.gamecluster.protocol.zmtp.OutputBuffer;
import dev.gamecluster.protocol.zmtp.SocketKind;
import dev.gamecluster.protocol.zmtp.ZmtpPeer;
import java.net.InetSocketAddress;

/** A connection of one client to a node's client port. */
final class NodeLink implements SocketConnection.Listener, ZmtpPeer.Listener {
    /** Unanswered requests of one client fit many times. More waiting: the node does not read, the connection is given up. */
    private static final int OUTPUT_BYTES = 256 * 1024;
    /** Kept of an answer: all but the users of a query. */
    private static final int KEPT_BYTES = 4 * 1024;
    /** The whole world with two million users. A larger frame is none of our servers'. */
    private static final long LARGEST_FRAME_BYTES = 256L * 1024 * 1024;

    private static final String SCHEME = "tcp://";

    /** What happens on the connection. */
    interface Owner {
        /** Messages may be sent. */
        void opened(NodeLink link, long nowNanos);

        /** @param kept bytes of it that are there, {@code size} of them were sent */
        void message(NodeLink link, byte[] bytes, int offset, int kept, long size, long nowNanos);

        /** Told once, and not when this side closed it. */
        void lost(NodeLink link, String reason, long nowNanos);
    }

    private final NodeEndpoint node;
    private final Owner owner;
    private final SocketConnection connection;
    private final ZmtpPeer peer;
    private long nowNanos;

    NodeLink(SocketLoop loop, NodeEndpoint node, Owner owner) {
        this.node = node;
        this.owner = owner;
        this.connection = loop.connect(address(node.endpoint()), this, OUTPUT_BYTES);
        this.peer = new ZmtpPeer(SocketKind.DEALER, this, connection.output(), KEPT_BYTES, LARGEST_FRAME_BYTES);
    }

    /** @param endpoint {@code tcp://host:port}; what is wrong with it shows when it is connected to */
    private static InetSocketAddress address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        try {
            String host = endpoint.substring(SCHEME.length(), colon);
            return new InetSocketAddress(host, Integer.parseInt(endpoint.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return InetSocketAddress.createUnresolved(endpoint, 0);
        }
    }

    NodeEndpoint node() {
        return node;
    }

    /** What is put here is sent by {@link #flush}. */
    OutputBuffer output() {
        return connection.output();
    }

    void flush() {
        connection.flush();
    }

    void close() {
        connection.close();
    }

    @Override
    public void connected(long connectedNanos) {
        // the greeting waits already and is sent now
    }

    @Override
    public void received(byte[] bytes, int count, long receivedNanos) {
        nowNanos = receivedNanos;
        peer.receive(bytes, 0, count);
    }

    @Override
    public void lost(String reason, long lostNanos) {
        owner.lost(this, reason, lostNanos);
    }

    @Override
    public void opened() {
        owner.opened(this, nowNanos);
    }

    @Override
    public void message(byte[] bytes, int offset, int kept, long size, boolean more) {
        if (connection.isClosed()) {
            return;
        }
        if (more) {
            refused("the node sends messages of several frames");
        } else {
            owner.message(this, bytes, offset, kept, size, nowNanos);
        }
    }

    @Override
    public void refused(String reason) {
        if (!connection.isClosed()) {
            connection.close();
            owner.lost(this, reason, nowNanos);
        }
    }
}
