package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The JeroMQ socket to the registry on the world thread's selector. It carries ten messages a second each way, so what an I/O thread
 * costs does not count here.
 */
final class RegistrySocket implements AutoCloseable {
    private static final int HIGH_WATER_MARK = 4_096;
    private static final int RECONNECT_MILLIS = 10;
    private static final int RECONNECT_LONGEST_MILLIS = 200;
    /**
     * One in a hundred connections that JeroMQ 0.6.0 makes never shakes hands (zeromq/jeromq pull request 1022): it is given up and made
     * anew soon, because a failover waits for it.
     */
    private static final int HANDSHAKE_MILLIS = 250;

    private final ZContext context;
    private final PeerSelector selector;
    private final PeerAddress address;
    private final RegistryLink link;
    private SelectionKey key;

    /** @param address is closed with this */
    RegistrySocket(ZContext context, PeerSelector selector, PeerAddress address) {
        this.context = context;
        this.selector = selector;
        this.address = address;
        this.link = new RegistryLink(address, this::dealer, System.nanoTime());
        watch();
    }

    private ZMQ.Socket dealer(String endpoint) {
        ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
        dealer.setLinger(0);
        dealer.setSndHWM(HIGH_WATER_MARK);
        dealer.setRcvHWM(HIGH_WATER_MARK);
        dealer.setMaxMsgSize(Limits.NODE_FRAME_BYTES);
        dealer.setMsgAllocator(new FrameAllocator(Limits.NODE_FRAME_BYTES));
        dealer.setReconnectIVL(RECONNECT_MILLIS);
        dealer.setReconnectIVLMax(RECONNECT_LONGEST_MILLIS);
        dealer.setHandshakeIvl(HANDSHAKE_MILLIS);
        // JeroMQ 0.6.0 has this option the other way round than ZeroMQ: false is "queue only for completed connections"
        dealer.setImmediate(false);
        dealer.connect(endpoint);
        return dealer;
    }

    private void watch() {
        if (key != null) {
            key.cancel();
            key = null;
        }
        if (link.socket() != null) {
            key = selector.wakeUpBy(link.socket().getFD());
        }
    }

    /** Once in each cycle: leaves a registry that is silent, and dials anew. */
    void look(long nowNanos) {
        if (link.look(nowNanos)) {
            watch();
        }
    }

    /** Whether something can be received. To be asked before sleeping: the channel tells of changes only, and sending may have seen them. */
    boolean isReady() {
        return link.socket() != null && (link.socket().getEvents() & ZMQ.Poller.POLLIN) != 0;
    }

    /** @return a frame, or null when there is none */
    byte[] receive() {
        return link.socket() == null ? null : link.socket().recv(ZMQ.DONTWAIT);
    }

    /** A message came over the present connection. */
    void heard(long nowNanos) {
        link.heard(nowNanos);
    }

    /** @return whether it was taken; empty while no address of the registry is known */
    Optional<Boolean> send(byte[] frame) {
        return Optional.ofNullable(link.socket()).map(socket -> socket.send(frame, ZMQ.DONTWAIT));
    }

    @Override
    public void close() {
        link.close();
        address.close();
    }
}
