package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.command.bench.result.Summary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server of the test that speaks as much of Redis's protocol as is needed. */
@Timeout(60)
class RedisPingerTest {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String answer = "+PONG\r\n";
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void shouldPingAtTheRateItSays() {
        Summary summary = run(50, 0);
        assertThat(summary.due()).isBetween(100L, 300L); // 200, seven standard deviations
        assertThat(summary.answered()).isEqualTo(summary.due());
        assertThat(summary.kinds().getFirst().kind()).isEqualTo("ping");
        assertThat(asked.get()).isGreaterThanOrEqualTo((int) summary.due());
    }

    @Test
    void shouldKeepSoManyInFlight() {
        Summary summary = run(0, 8);
        assertThat(summary.answered()).isEqualTo(summary.due()).isGreaterThan(500);
        assertThat(summary.failed()).isZero();
    }

    @Test
    void shouldFailWhenItIsNoRedis() {
        answer = "-ERR unknown command\r\n";
        Summary summary = run(50, 0);
        assertThat(summary.answered()).isZero();
        assertThat(summary.failed()).isEqualTo(summary.due()).isPositive();
        assertThat(summary.errorsByCode()).containsKey("CONNECTION_LOST");
    }

    private Summary run(double rate, int inFlight) {
        Scenario scenario = new Scenario(
                "redis",
                "",
                4,
                0,
                100,
                1_000,
                1,
                1,
                rate,
                inFlight,
                false,
                Map.of(Operation.PING, 1.0),
                10,
                10,
                1,
                List.of(),
                "");
        InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
        return LoadRun.ofRedis(scenario, 1, address, progress -> {}).run().summary();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(line).isEqualTo("PING");
                asked.incrementAndGet();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // the client has closed
        }
    }
}
