package dev.gamecluster.gameserver.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a thread that sleeps in a poll, and costs next to nothing while it is awake: a byte goes through the pipe only when the thread
 * has said that it is about to sleep.
 *
 * <p>The sleeper calls {@link #beforeSleep}, then looks at its queues once more, polls {@link #channel}, and calls {@link #afterSleep}.
 * Who puts something into a queue calls {@link #ring} afterwards.
 */
final class Doorbell implements AutoCloseable {
    private final Pipe pipe;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private final ByteBuffer drained = ByteBuffer.allocate(64);

    Doorbell() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
        } catch (IOException impossible) {
            throw new UncheckedIOException("no pipe could be opened", impossible);
        }
    }

    SelectableChannel channel() {
        return pipe.source();
    }

    void beforeSleep() {
        asleep.set(true);
    }

    void afterSleep() {
        asleep.set(false);
        try {
            while (pipe.source().read(drained) > 0) {
                drained.clear();
            }
            drained.clear();
        } catch (IOException closed) {
            throw new UncheckedIOException("the doorbell's pipe is broken", closed);
        }
    }

    /** Any thread. */
    void ring() {
        if (asleep.compareAndSet(true, false)) {
            synchronized (one) {
                one.clear();
                try {
                    pipe.sink().write(one);
                } catch (IOException closed) {
                    throw new UncheckedIOException("the doorbell's pipe is broken", closed);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException closed) {
            throw new UncheckedIOException("the doorbell's pipe is broken", closed);
        }
    }
}
