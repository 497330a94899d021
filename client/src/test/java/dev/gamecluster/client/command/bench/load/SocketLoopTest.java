package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SocketLoopTest {
    private static final long POLL_NANOS = 1_000_000;

    private final SocketLoop loop = new SocketLoop(1_000);
    private final List<String> told = new ArrayList<>();
    private final SocketConnection.Listener listener = new SocketConnection.Listener() {
        @Override
        public void connected(long nowNanos) {
            told.add("connected");
        }

        @Override
        public void received(byte[] bytes, int count, long nowNanos) {
            told.add("received " + count);
        }

        @Override
        public void lost(String reason, long nowNanos) {
            told.add("lost: " + reason);
        }
    };

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void shouldGiveUpAPeerThatDoesNotRead() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SocketConnection connection =
                    loop.connect((InetSocketAddress) server.getLocalSocketAddress(), listener, 256 * 1024);
            pollUntil(() -> told.contains("connected"));
            while (told.size() == 1) {
                connection.output().put(new byte[10_000]);
                connection.flush();
                loop.poll(System.nanoTime());
            }
            assertThat(told).containsExactly("connected", "lost: the peer does not read");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void shouldTellThatNobodyListens() {
        loop.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), listener, 1_000);
        pollUntil(() -> !told.isEmpty());
        assertThat(told).singleElement().asString().startsWith("lost: ").contains("refused");
    }

    @Test
    void shouldTellThatAnAddressIsNotKnown() {
        loop.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 5555), listener, 1_000);
        pollUntil(() -> !told.isEmpty());
        assertThat(told).containsExactly("lost: its address is not known");
    }

    @Test
    void shouldWakeForATaskOfAnotherThread() {
        Thread.ofPlatform().start(() -> loop.post(() -> told.add("task")));
        while (told.isEmpty()) {
            loop.poll(System.nanoTime() + 20_000_000_000L);
        }
        assertThat(told).containsExactly("task");
    }

    private void pollUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            loop.poll(System.nanoTime() + POLL_NANOS);
        }
    }
}
