package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.zmtp.OutputBuffer;
import dev.gamecluster.protocol.zmtp.SocketKind;
import dev.gamecluster.protocol.zmtp.ZmtpPeer;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One connection between nodes, dialled or accepted: frames in, frames out. Belongs to the world thread.
 *
 * <p>Nothing blocks. A message for a connection that is not open, or whose outbox is full, is not taken; the protocol above repeats
 * what matters.
 */
final class PeerLink implements ZmtpPeer.Listener, PeerSelector.Handler {
    /** Messages that wait for a peer that does not read. More: they are dropped. */
    static final int OUTBOX_FRAMES = 4_096;
    /** Bytes of them; a single larger message is sent. */
    static final int OUTBOX_BYTES = 16 * 1024 * 1024;
    /** Greeting, READY, a subscription and some answers to PING; a peer that asks on and does not read is closed. */
    private static final int CONTROL_BYTES = 4 * 1024;

    /** What comes over a connection; called from within {@link PeerSelector#select}. */
    interface Listener {
        void message(PeerLink link, byte[] frame);

        /** It is no message of ours, or the connection is none and is closed now. */
        void strange(PeerLink link, String why);

        /** False as long as what came before is not taken: then nothing is read. */
        boolean hasRoom();
    }

    private final long number;
    private final SocketChannel channel;
    private final PeerSelector selector;
    private final Listener listener;
    private final Outbox outbox = new Outbox(OUTBOX_FRAMES, OUTBOX_BYTES, 1);
    private final OutputBuffer control = new OutputBuffer(CONTROL_BYTES);
    private final ZmtpPeer peer;
    private SelectionKey key;
    private boolean closed;
    private boolean subscribed;
    private boolean waitsToSend;
    private int heldBytes;
    /** In the middle of a message of many frames. */
    private boolean skipping;

    private PeerLink(
            long number, SocketKind kind, SocketChannel channel, PeerSelector selector, PeerLink.Listener listener) {
        this.number = number;
        this.channel = channel;
        this.selector = selector;
        this.listener = listener;
        this.peer = new ZmtpPeer(kind, this, control, Limits.NODE_FRAME_BYTES, Limits.NODE_FRAME_BYTES);
    }

    /**
     * It lets the peer greet first: a greeting that is there before a JeroMQ 0.6.0 peer looks for it is overlooked once in a hundred times.
     *
     * @param number by which others know this connection
     */
    static PeerLink accepted(
            long number, SocketKind kind, SocketChannel channel, PeerSelector selector, Listener listener)
            throws IOException {
        PeerLink link = new PeerLink(number, kind, channel, selector, listener);
        link.key = channel.register(selector.selector(), SelectionKey.OP_READ, link);
        return link;
    }

    /** Begins to connect, and does not wait for it. @throws IOException it is already clear that this will not do */
    static PeerLink dialled(SocketKind kind, SocketAddress address, PeerSelector selector, Listener listener)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            PeerLink link = new PeerLink(0, kind, channel, selector, listener);
            boolean connected = channel.connect(address);
            link.key = channel.register(
                    selector.selector(), connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, link);
            if (connected) {
                link.sendControl();
            }
            return link;
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /** 0 for a dialled one. */
    long number() {
        return number;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Both sides have greeted. */
    boolean isOpen() {
        return !closed && peer.isOpen();
    }

    boolean isClosed() {
        return closed;
    }

    /** The other side wants what is published. */
    boolean isSubscribed() {
        return isOpen() && subscribed;
    }

    /**
     * Sends with the next {@link PeerSelector#flush}.
     *
     * @param wire a whole frame with its header
     * @return whether it was taken
     */
    boolean send(byte[] wire) {
        if (!isOpen()) {
            return false;
        }
        if (outbox.isFull()) {
            flush();
        }
        if (closed || outbox.isFull()) {
            return false;
        }
        add(wire);
        return true;
    }

    private void add(byte[] wire) {
        outbox.add(wire);
        if (!waitsToSend) {
            waitsToSend = true;
            selector.wantSend(this);
        }
    }

    private void sendControl() {
        if (control.size() > 0) {
            add(Arrays.copyOf(control.array(), control.size()));
            control.clear();
        }
    }

    void flush() {
        waitsToSend = false;
        if (closed) {
            return;
        }
        try {
            boolean all = selector.write(this, outbox);
            watch(all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException gone) {
            close();
        }
    }

    private void watch(int wanted) {
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    void close() {
        closed = true;
        selector.hold(-heldBytes);
        heldBytes = 0;
        outbox.drop(frame -> {});
        try {
            channel.close();
        } catch (IOException gone) {
            // that is what was wanted
        }
    }

    // ---- from the selector -----------------------------------------------------------------------------------------

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ready.isConnectable()) {
                connected();
            }
            if (!closed && ready.isWritable()) {
                flush();
            }
            if (!closed && ready.isReadable() && listener.hasRoom() && !selector.read(this)) {
                close();
            }
        } catch (IOException gone) {
            close();
        }
    }

    private void connected() throws IOException {
        channel.finishConnect();
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
            throw new IOException("nobody listens there, and this side's port happened to be the same");
        }
        watch(SelectionKey.OP_READ);
        sendControl();
    }

    void received(byte[] bytes, int count) {
        peer.receive(bytes, 0, count);
        if (closed) {
            return;
        }
        int before = heldBytes;
        heldBytes = peer.heldBytes();
        if (!selector.hold(heldBytes - before)) {
            refused("there are too many unfinished messages, and this one is in the way");
        } else if (control.isOverflowed()) {
            refused("the peer asks for more than it reads");
        } else {
            sendControl();
        }
    }

    // ---- from the peer ---------------------------------------------------------------------------------------------

    @Override
    public void opened() {
        // what is said to a peer, or of it, begins with messages
    }

    @Override
    public void subscribed(boolean wanted) {
        subscribed = wanted;
    }

    @Override
    public void message(byte[] bytes, int offset, int kept, long size, boolean more) {
        boolean whole = !more && !skipping;
        if (more && !skipping) {
            listener.strange(this, "a message is one frame, this one has more");
        }
        skipping = more;
        if (whole) {
            listener.message(this, Arrays.copyOfRange(bytes, offset, offset + kept));
        }
    }

    @Override
    public void refused(String reason) {
        close();
        listener.strange(this, reason);
    }
}
