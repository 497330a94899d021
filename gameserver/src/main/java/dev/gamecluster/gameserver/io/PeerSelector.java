package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the world thread sleeps on: the connections between nodes, and whatever else may wake it.
 *
 * <p>The thread that has something to say to another node writes it to the socket itself. (JeroMQ hands it to an I/O thread; and in
 * 0.6.0 that thread spins from when it is woken until whoever woke it, and whom it has displaced from the processor, runs again: its
 * mailbox signals before it counts.)
 */
final class PeerSelector implements AutoCloseable {
    private static final int BUFFER_BYTES = 128 * 1024;

    /** What is told that a channel is ready. */
    interface Handler {
        void ready(SelectionKey key);
    }

    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final byte[] received = new byte[BUFFER_BYTES];
    private final List<PeerLink> sending = new ArrayList<>();
    private long unfinishedBytes;
    private final Consumer<SelectionKey> onReady = PeerSelector::ready;
    private final Consumer<byte[]> onLeft = frame -> {};

    PeerSelector() {
        try {
            selector = Selector.open();
        } catch (IOException impossible) {
            throw new UncheckedIOException("no selector could be opened", impossible);
        }
    }

    Selector selector() {
        return selector;
    }

    /** Wakes when something can be read from it; reading is left to others. */
    SelectionKey wakeUpBy(SelectableChannel channel) {
        try {
            return channel.register(selector, SelectionKey.OP_READ);
        } catch (ClosedChannelException closed) {
            throw new UncheckedIOException("what should wake the world thread is closed", closed);
        }
    }

    /** Handles what is ready; waits for it as long, 0: not at all. */
    void select(long millis) {
        try {
            if (millis == 0) {
                selector.selectNow(onReady);
            } else {
                selector.select(onReady, millis);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the selector of the world thread broke", broken);
        }
    }

    private static void ready(SelectionKey key) {
        if (key.attachment() instanceof Handler handler) {
            handler.ready(key);
        }
    }

    /** Reads once, at most {@value #BUFFER_BYTES} bytes. @return whether the connection is still open */
    boolean read(PeerLink link) throws IOException {
        int count = link.channel().read(input.clear());
        if (count > 0) {
            input.flip().get(received, 0, count);
            link.received(received, count);
        }
        return count >= 0;
    }

    /**
     * Counts bytes of frames that have not come whole, of all connections together.
     *
     * @return whether they are not too many
     */
    boolean hold(long moreBytes) {
        unfinishedBytes += moreBytes;
        return moreBytes <= 0 || unfinishedBytes <= Limits.UNFINISHED_FRAME_BYTES;
    }

    /** With the next {@link #flush}. */
    void wantSend(PeerLink link) {
        sending.add(link);
    }

    /** Sends what waits; what a connection does not take now is sent when it does. */
    void flush() {
        for (int i = 0; i < sending.size(); i++) { // one that breaks does not change the list
            sending.get(i).flush();
        }
        sending.clear();
    }

    /** @return whether everything has left */
    boolean write(PeerLink link, Outbox outbox) throws IOException {
        return outbox.send(link.channel(), output, onLeft);
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("the selector of the world thread could not be closed", broken);
        }
    }
}
