package dev.gamecluster.client.command.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Thousands of TCP connections on one thread. Each pass waits until a moment, a byte or a task, whichever is first; reads what has
 * come into one buffer that all connections share; and writes what is left over from before.
 */
final class SocketLoop implements AutoCloseable {
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Shorter waits are not worth the way into the kernel and back. */
    private static final long SHORTEST_WAIT_NANOS = 20_000;
    /**
     * Who sleeps is late by the time that waking takes: two threads one after the other, on a processor that has gone to sleep itself.
     * So sleep ends early, by this much at most, and the rest of the wait is spent looking.
     */
    private static final long LONGEST_LOOKING_NANOS = 100_000;
    /** Looking takes processor time from the servers beside: a tenth of it. */
    private static final double LOOKING_SHARE = 0.1;
    /** The selector knows whole milliseconds only; what is finer is the timer's. */
    private static final long COARSE_WAIT_NANOS = 2 * NANOS_PER_MILLI;

    private final Selector selector;
    private final WakeUpTimer timer;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Consumer<SelectionKey> onReady = this::ready;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final long lookingNanos;
    private long blockedNanos;
    private long wokenNanos;
    private boolean woken;

    /** @param momentsPerSecond how many moments there are each second that the loop must not miss */
    SocketLoop(double momentsPerSecond) {
        lookingNanos = Math.clamp(
                (long) (LOOKING_SHARE * NANOS_PER_SECOND / momentsPerSecond),
                SHORTEST_WAIT_NANOS,
                LONGEST_LOOKING_NANOS);
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for the load", e);
        }
        timer = new WakeUpTimer(selector::wakeup);
    }

    /** Any thread: runs it on the loop's thread soon. */
    void post(Runnable task) {
        mailbox.add(task);
        selector.wakeup();
    }

    /** Time spent waiting, in all. */
    long blockedNanos() {
        return blockedNanos;
    }

    /** Never fails at once: what goes wrong is told to the listener in a later pass. */
    SocketConnection connect(InetSocketAddress address, SocketConnection.Listener listener, int outputBytes) {
        SocketConnection connection = new SocketConnection(this, listener, outputBytes);
        try {
            SocketChannel channel = SocketChannel.open();
            connection.attach(channel);
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(address);
            connection.registered(
                    channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection));
            if (connected) {
                post(() -> connection.connected(System.nanoTime()));
            }
        } catch (IOException | RuntimeException e) { // unresolved addresses are no IOException
            post(() -> connection.lost(SocketConnection.reason(e), System.nanoTime()));
        }
        return connection;
    }

    /** One pass. */
    void poll(long untilNanos) {
        long beginNanos = System.nanoTime();
        long waitNanos = mailbox.isEmpty() ? untilNanos - beginNanos : 0;
        woken = false;
        try {
            if (waitNanos < lookingNanos) {
                look(beginNanos, waitNanos);
            } else {
                await(untilNanos, waitNanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector of the load broke", e);
        }
        blockedNanos += (woken ? wokenNanos : System.nanoTime()) - beginNanos;
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
    }

    /** Looking for what is not there yet is waiting, too. */
    private void look(long beginNanos, long waitNanos) throws IOException {
        boolean found = selector.selectNow(onReady) > 0 || waitNanos <= 0;
        wokenNanos = found ? beginNanos : System.nanoTime();
        woken = true;
    }

    private void await(long untilNanos, long waitNanos) throws IOException {
        if (waitNanos >= COARSE_WAIT_NANOS) {
            selector.select(onReady, waitNanos / NANOS_PER_MILLI - 1);
        } else {
            timer.wakeAt(untilNanos - lookingNanos);
            selector.select(onReady, COARSE_WAIT_NANOS / NANOS_PER_MILLI);
        }
    }

    private void ready(SelectionKey key) {
        if (!woken) {
            woken = true;
            wokenNanos = System.nanoTime();
        }
        ((SocketConnection) key.attachment()).ready(key, System.nanoTime());
    }

    /** Reads everything that is there. */
    void read(SocketConnection connection, SocketChannel channel, long nowNanos) throws IOException {
        boolean full = true;
        while (full && channel.isOpen()) {
            int count = channel.read(input.clear());
            if (count < 0) {
                connection.lost("the peer closed the connection", nowNanos);
                return;
            }
            full = count == BUFFER_BYTES;
            if (count > 0) {
                input.flip().get(bytes, 0, count);
                connection.received(bytes, count, nowNanos);
            }
        }
    }

    /** @return how many of the bytes the kernel took */
    int write(SocketChannel channel, byte[] source, int size) throws IOException {
        int total = 0;
        while (total < size) {
            int count = Math.min(BUFFER_BYTES, size - total);
            output.clear().put(source, total, count).flip();
            int taken = channel.write(output);
            total += taken;
            if (taken < count) {
                break;
            }
        }
        return total;
    }

    /** Closes the selector; connections are their owners' business. */
    @Override
    public void close() {
        timer.close();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector of the load could not be closed", e);
        }
    }
}
