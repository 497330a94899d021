package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.protocol.zmtp.OutputBuffer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/** One TCP connection of a {@link SocketLoop}. What waits to be sent is bounded: a peer that does not read loses the connection. */
final class SocketConnection {
    /** What happens on the connection, on the loop's thread. */
    interface Listener {
        void connected(long nowNanos);

        /** @param bytes the first {@code count} are new; valid during the call */
        void received(byte[] bytes, int count, long nowNanos);

        /** Told once, and not when this side closed it. */
        void lost(String reason, long nowNanos);
    }

    private final SocketLoop loop;
    private final Listener listener;
    private final OutputBuffer output;
    private SocketChannel channel;
    private SelectionKey key;
    private boolean established;
    private boolean receiving;
    private boolean closed;

    SocketConnection(SocketLoop loop, Listener listener, int outputBytes) {
        this.loop = loop;
        this.listener = listener;
        this.output = new OutputBuffer(outputBytes);
    }

    void attach(SocketChannel opened) {
        channel = opened;
    }

    void registered(SelectionKey registration) {
        key = registration;
    }

    /** What is put here is sent by {@link #flush}. */
    OutputBuffer output() {
        return output;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Sends what waits, as far as the kernel takes it; from within {@link Listener#received} only after that, so that what is sent in
     * reply to many answers goes out at once. A failure is told in a later pass.
     */
    void flush() {
        if (closed || receiving || !established || output.size() == 0) {
            return;
        }
        try {
            send();
            if (output.isOverflowed()) {
                throw new IOException("the peer does not read");
            }
        } catch (IOException e) {
            loop.post(() -> lost(reason(e), System.nanoTime()));
        }
    }

    private void send() throws IOException {
        int taken = loop.write(channel, output.array(), output.size());
        if (taken == output.size()) {
            output.clear();
        } else {
            output.remove(taken);
        }
        int interest = output.size() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    void close() {
        closed = true;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    // ---- for the loop ----------------------------------------------------------------------------------------------

    void ready(SelectionKey ready, long nowNanos) {
        if (closed) {
            return;
        }
        try {
            if (ready.isConnectable()) {
                channel.finishConnect();
                ready.interestOps(SelectionKey.OP_READ);
                connected(nowNanos);
            } else {
                if (ready.isReadable()) {
                    loop.read(this, channel, nowNanos);
                }
                if (!closed && output.size() > 0) {
                    send();
                }
            }
        } catch (IOException e) {
            lost(reason(e), nowNanos);
        }
    }

    void connected(long nowNanos) {
        if (!closed) {
            established = true;
            listener.connected(nowNanos);
            flush();
        }
    }

    void received(byte[] bytes, int count, long nowNanos) {
        if (!closed) {
            receiving = true;
            listener.received(bytes, count, nowNanos);
            receiving = false;
            flush();
        }
    }

    void lost(String reason, long nowNanos) {
        if (!closed) {
            close();
            listener.lost(reason, nowNanos);
        }
    }

    static String reason(Exception problem) {
        if (problem instanceof UnresolvedAddressException) {
            return "its address is not known";
        }
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }
}
