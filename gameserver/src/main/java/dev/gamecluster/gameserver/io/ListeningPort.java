package dev.gamecluster.gameserver.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** A port that others connect to. A process that has no file left for another connection takes none for a moment, and says so. */
final class ListeningPort implements AutoCloseable {
    private static final String SCHEME = "tcp://";
    private static final int BACKLOG = 4_096;
    private static final long PAUSE_NANOS = 100_000_000L;
    private static final long REPORT_NANOS = 10_000_000_000L;

    private final ServerSocketChannel channel;
    private final SelectionKey key;
    private final String peer;
    private final Consumer<String> report;
    private long pausedUntilNanos;
    private boolean paused;
    private long reportedNanos = System.nanoTime() - REPORT_NANOS;

    /**
     * @param bind {@code tcp://interface:port}; the interface may be {@code *} for all
     * @param setting that names the port
     * @param peer who connects, for people
     * @throws IllegalStateException the port cannot be listened on
     */
    ListeningPort(String bind, String setting, String peer, Selector selector, Consumer<String> report) {
        this.peer = peer;
        this.report = report;
        try {
            channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            channel.bind(address(bind), BACKLOG);
            key = channel.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException refused) { // the latter for what is no address at all
            throw NodePorts.cannotListen(bind, setting, refused);
        }
    }

    private static InetSocketAddress address(String bind) throws UnknownHostException {
        int colon = bind.lastIndexOf(':');
        String host = bind.substring(SCHEME.length(), colon);
        int port = Integer.parseInt(bind.substring(colon + 1));
        return host.equals("*")
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** @param handler what {@link SelectionKey#attachment} is to be */
    void attach(Object handler) {
        key.attach(handler);
    }

    boolean isKey(SelectionKey other) {
        return key == other;
    }

    /** @return a new connection, or null when there is none (now) */
    SocketChannel accept(long nowNanos) {
        try {
            SocketChannel accepted = channel.accept();
            if (accepted != null) {
                accepted.configureBlocking(false);
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return accepted;
        } catch (IOException noFileLeft) {
            pause(noFileLeft, nowNanos);
            return null;
        }
    }

    private void pause(IOException why, long nowNanos) {
        paused = true;
        pausedUntilNanos = nowNanos + PAUSE_NANOS;
        key.interestOps(0);
        if (nowNanos - reportedNanos > REPORT_NANOS) {
            reportedNanos = nowNanos;
            report.accept(peer + " could not be accepted: " + why.getMessage()
                    + "; if files are short, raise the limit of open files (ulimit -n)");
        }
    }

    /** Once in each cycle. */
    void resume(long nowNanos) {
        if (paused && nowNanos - pausedUntilNanos >= 0) {
            paused = false;
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
