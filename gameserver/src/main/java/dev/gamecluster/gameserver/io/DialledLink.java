package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.zmtp.SocketKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * A connection that is dialled again whenever there is none, after 10 ms at first and 200 ms at last. Belongs to the world thread.
 * Nothing that was said to a connection that ended is said again on the next.
 */
final class DialledLink implements AutoCloseable {
    private static final long SHORTEST_PAUSE_NANOS = 10_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 200_000_000L;
    /** Who is not open by then is given up: a machine that is gone does not say so. */
    private static final long OPEN_NANOS = 1_000_000_000L;

    private static final String SCHEME = "tcp://";

    private final SocketKind kind;
    private final PeerAddress address;
    private final PeerSelector selector;
    private final PeerLink.Listener listener;
    private PeerLink link;
    private long dialledNanos;
    private long nextNanos;
    private long pauseNanos = SHORTEST_PAUSE_NANOS;

    /** Dials at once. @param address is closed with this */
    DialledLink(
            SocketKind kind, PeerAddress address, PeerSelector selector, PeerLink.Listener listener, long nowNanos) {
        this.kind = kind;
        this.address = address;
        this.selector = selector;
        this.listener = listener;
        this.nextNanos = nowNanos;
        look(nowNanos);
    }

    boolean isOpen() {
        return link != null && link.isOpen();
    }

    /** @return whether it was taken, see {@link PeerLink#send} */
    boolean send(byte[] wire) {
        return link != null && link.send(wire);
    }

    /** Once in each cycle, and at least every 10 ms while it is not open. */
    void look(long nowNanos) {
        if (isOpen()) {
            pauseNanos = SHORTEST_PAUSE_NANOS;
            return;
        }
        if (link != null && (link.isClosed() || nowNanos - dialledNanos > OPEN_NANOS)) {
            giveUp(nowNanos);
        }
        if (link == null && nowNanos - nextNanos >= 0) {
            dial(nowNanos);
        }
    }

    private void giveUp(long nowNanos) {
        hangUp();
        address.refresh();
        nextNanos = nowNanos + pauseNanos;
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    }

    private void dial(long nowNanos) {
        String endpoint = address.next();
        if (endpoint == null) {
            return;
        }
        dialledNanos = nowNanos;
        try {
            link = PeerLink.dialled(kind, socketAddress(endpoint), selector, listener);
        } catch (IOException | RuntimeException refused) { // the latter for addresses that the system does not have
            giveUp(nowNanos);
        }
    }

    /** Of a numeric address: no name server is asked. */
    private static SocketAddress socketAddress(String endpoint) throws IOException {
        int colon = endpoint.lastIndexOf(':');
        String host = endpoint.substring(SCHEME.length(), colon);
        return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(endpoint.substring(colon + 1)));
    }

    private void hangUp() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    @Override
    public void close() {
        hangUp();
        address.close();
    }
}
