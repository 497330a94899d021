package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.zmtp.OutputBuffer;
import dev.gamecluster.protocol.zmtp.SocketKind;
import dev.gamecluster.protocol.zmtp.ZmtpPeer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection to the client port: puts messages together from frames, and knows what waits to be sent. */
final class ClientLink implements ZmtpPeer.Listener {
    /** It has no number now: it was silent for longer than the core remembers a connection. */
    static final long NO_NUMBER = 0;

    /** One byte more than is allowed, so that a frame that is too large shows. */
    private static final int KEPT_BYTES = Limits.CLIENT_FRAME_BYTES + 1;
    /** Greeting, READY and some answers to PING; a peer that asks on and does not read is closed. */
    private static final int CONTROL_BYTES = 4 * 1024;

    /** What comes of the messages; called from within {@link #receive}. */
    interface Listener {
        /** @param frame the frame of a message, of a larger one the first {@value #KEPT_BYTES} bytes of {@code size} */
        void message(ClientLink link, byte[] frame, long size);

        /** A message that is more than one frame. */
        void manyFrames(ClientLink link);
    }

    final SocketChannel channel;
    /** A single answer, with what belongs to it, may have any size. */
    final Outbox outbox = new Outbox(Limits.CLIENT_OUTBOX_MESSAGES, Limits.CLIENT_OUTBOX_BYTES, LargeAnswers.FRAMES);

    final long acceptedNanos;
    long number = NO_NUMBER;
    long heardNanos;
    /** It is in the list of those that have something to send. */
    boolean waitsToSend;
    /** Bytes of an unfinished frame that are counted for it. */
    int countedBytes;

    private final Listener listener;
    private final OutputBuffer control = new OutputBuffer(CONTROL_BYTES);
    private final ZmtpPeer peer;
    private SelectionKey key;
    /** Frames of the message that is not complete yet. */
    private int frames;
    /** Whether its last message came behind an empty delimiter (a REQ socket): answers then carry one too. */
    private boolean delimiter;

    private boolean refused;

    ClientLink(SocketChannel channel, Listener listener, long nowNanos) {
        this.channel = channel;
        this.listener = listener;
        this.acceptedNanos = nowNanos;
        this.heardNanos = nowNanos;
        this.peer = new ZmtpPeer(SocketKind.ROUTER, this, control, KEPT_BYTES, Limits.CLIENT_FRAME_REFUSED_BYTES);
    }

    void registered(SelectionKey registration) {
        key = registration;
    }

    void receive(byte[] bytes, int count) {
        peer.receive(bytes, 0, count);
        if (control.size() > 0) {
            outbox.add(Arrays.copyOf(control.array(), control.size()));
            control.clear();
        }
    }

    boolean isOpen() {
        return peer.isOpen();
    }

    /** Its peer broke the protocol: it is to be closed. */
    boolean isRefused() {
        return refused || control.isOverflowed();
    }

    int heldBytes() {
        return peer.heldBytes();
    }

    boolean wantsDelimiter() {
        return delimiter;
    }

    /** Whether the selector tells when more can be sent. */
    void watchWriting(boolean watch) {
        int wanted = watch ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    // ---- from the peer ---------------------------------------------------------------------------------------------

    @Override
    public void opened() {
        // its first message makes it known
    }

    @Override
    public void message(byte[] bytes, int offset, int kept, long size, boolean more) {
        if (frames == 0) {
            delimiter = more && size == 0;
        }
        if (more) {
            frames = Math.min(frames + 1, 2);
            return;
        }
        boolean single = frames == 0 || frames == 1 && delimiter;
        frames = 0;
        if (single) {
            listener.message(this, Arrays.copyOfRange(bytes, offset, offset + kept), size);
        } else {
            listener.manyFrames(this);
        }
    }

    @Override
    public void refused(String reason) {
        refused = true;
    }
}
