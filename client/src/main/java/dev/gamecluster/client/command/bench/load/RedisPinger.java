package dev.gamecluster.client.command.bench.load;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A client that says PING to a redis-server, inline, whatever it is told to do. Answers come in the order of the requests. */
final class RedisPinger implements LoadClient, SocketConnection.Listener {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int OUTPUT_BYTES = 64 * 1024;
    private static final int MASK = UNANSWERED - 1;

    private final Stage stage;
    private final InetSocketAddress address;
    private final long[] dueNanos = new long[UNANSWERED];
    private final long[] sentNanos = new long[UNANSWERED];
    private SocketConnection connection;
    private long asked;
    private long answered;
    private int read;
    private boolean lost;

    RedisPinger(Stage stage, InetSocketAddress address) {
        this.stage = stage;
        this.address = address;
    }

    @Override
    public void start(long due, long nowNanos) {
        connection = stage.loop().connect(address, this, OUTPUT_BYTES);
    }

    @Override
    public void connected(long nowNanos) {
        stage.playing(this, nowNanos);
        stage.finished(this, nowNanos);
    }

    @Override
    public void due(Operation operation, long due, long nowNanos) {
        Recorder recorder = stage.recorder();
        recorder.due(due);
        if (!hasRoom()) {
            recorder.failed(due);
            recorder.error(lost ? "CONNECTION_LOST" : "TOO_MANY_UNANSWERED", nowNanos);
            return;
        }
        dueNanos[(int) asked & MASK] = due;
        sentNanos[(int) asked & MASK] = nowNanos;
        asked++;
        recorder.sendDelay(due, nowNanos);
        recorder.sent(due);
        connection.output().put(PING);
        connection.flush();
    }

    @Override
    public int unanswered() {
        return (int) (asked - answered);
    }

    @Override
    public boolean hasRoom() {
        return !lost && unanswered() < UNANSWERED;
    }

    @Override
    public void received(byte[] bytes, int count, long nowNanos) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != PONG[read] || unanswered() == 0) {
                connection.close();
                lost("redis-server answers something else than PONG", nowNanos);
                return;
            }
            read++;
            if (read == PONG.length) {
                read = 0;
                int at = (int) answered & MASK;
                answered++;
                stage.recorder().answered(Kind.PING, dueNanos[at], sentNanos[at], nowNanos);
                stage.finished(this, nowNanos);
            }
        }
    }

    @Override
    public void lost(String reason, long nowNanos) {
        lost = true;
        stage.recorder().trouble(reason);
        for (; answered < asked; answered++) {
            stage.recorder().failed(dueNanos[(int) answered & MASK]);
            stage.recorder().error("CONNECTION_LOST", nowNanos);
        }
    }

    @Override
    public void wake(long nowNanos) {
        // never asked for
    }

    @Override
    public void sweep(long nowNanos) {
        // redis-server is not judged
    }

    @Override
    public void leave(long nowNanos) {
        // it knows no sessions
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
