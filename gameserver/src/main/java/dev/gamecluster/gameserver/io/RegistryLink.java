package dev.gamecluster.gameserver.io;

import java.util.function.Function;
import org.zeromq.ZMQ;

/**
 * The connection to the registry; belongs to the world thread, and never makes it wait.
 *
 * <p>A registry whose machine died, or whose address now belongs to another one, does not say so: the connection stays open and silent.
 * Heartbeats go out all the time and each is answered, so silence means that nobody is there any more. When nothing was heard for
 * {@link #SILENCE_NANOS} the connection is given up with everything in it, and another is dialled; again after the same time, without
 * end. In the middle of a silence the address is resolved anew, so that it is fresh when it is dialled. Nothing said on an old
 * connection is heard or repeated on a new one: heartbeats say everything, and the registry repeats what matters.
 */
final class RegistryLink implements AutoCloseable {
    /** A registry that was not heard for so long is dialled anew. */
    static final long SILENCE_NANOS = 2_000_000_000L;

    private static final long REFRESH_NANOS = SILENCE_NANOS / 2;
    /** A world thread that did not look for so long cannot say who was silent. */
    private static final long ABSENT_NANOS = SILENCE_NANOS / 4;

    private final PeerAddress address;
    private final Function<String, ZMQ.Socket> dialler;
    private ZMQ.Socket socket;
    private long sinceNanos;
    private long lookedNanos;
    private boolean refreshed;

    /** @param dialler opens a connection to {@code tcp://address:port}, without waiting for it */
    RegistryLink(PeerAddress address, Function<String, ZMQ.Socket> dialler, long nowNanos) {
        this.address = address;
        this.dialler = dialler;
        this.lookedNanos = nowNanos;
        this.sinceNanos = nowNanos;
        dial(nowNanos);
    }

    /** @return null while no address of the registry is known */
    ZMQ.Socket socket() {
        return socket;
    }

    /** A message came over the present connection. */
    void heard(long nowNanos) {
        restart(nowNanos);
    }

    /**
     * To be called all the time.
     *
     * @return whether there is another socket now
     */
    boolean look(long nowNanos) {
        if (nowNanos - lookedNanos > ABSENT_NANOS) {
            sinceNanos = nowNanos;
        }
        lookedNanos = nowNanos;
        long silenceNanos = nowNanos - sinceNanos;
        if (silenceNanos >= REFRESH_NANOS && !refreshed) {
            refreshed = true;
            address.refresh();
        }
        if (silenceNanos >= SILENCE_NANOS) {
            restart(nowNanos);
            return dial(nowNanos);
        }
        return socket == null && dial(nowNanos);
    }

    private boolean dial(long nowNanos) {
        String endpoint = address.next();
        if (endpoint == null) {
            return false;
        }
        close();
        socket = dialler.apply(endpoint);
        restart(nowNanos);
        return true;
    }

    private void restart(long nowNanos) {
        sinceNanos = nowNanos;
        refreshed = false;
    }

    /** Gives the connection up; the address stays. */
    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
