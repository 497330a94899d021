package dev.gamecluster.registry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the poll of the registry's thread from any other thread. */
final class WakeUp implements AutoCloseable {
    private final Pipe pipe;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final ByteBuffer received = ByteBuffer.allocate(64);

    WakeUp() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot open a pipe", failure);
        }
    }

    SelectableChannel channel() {
        return pipe.source();
    }

    void signal() {
        if (!signalled.compareAndSet(false, true)) {
            return;
        }
        try {
            pipe.sink().write(ByteBuffer.allocate(1));
        } catch (IOException closed) {
            // The registry has ended; nobody is left to wake.
            signalled.set(true);
        }
    }

    /** By the registry's thread, before it looks for what it was woken for. */
    void reset() {
        signalled.set(false);
        try {
            do {
                received.clear();
            } while (pipe.source().read(received) > 0);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the wake-up pipe", failure);
        }
    }

    @Override
    public void close() {
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close the wake-up pipe", failure);
        }
    }
}
