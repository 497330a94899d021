package dev.gamecluster.protocol.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The same protocol as that of others: a ROUTER of JeroMQ and one of libzmq send back what they get. */
@Timeout(60)
class OtherLibrariesTest {
    private static final int[] SIZES = {0, 1, 100, 255, 256, 4_000, 70_000};
    /** Ends with its standard input. Sends pings of ZMTP all the time, so that they have to be answered. */
    private static final String ECHO = """
            import sys, threading, os, zmq
            router = zmq.Context().socket(zmq.ROUTER)
            router.heartbeat_ivl = 20
            router.heartbeat_timeout = 2000
            router.bind("tcp://127.0.0.1:*")
            print(zmq.zmq_version(), router.last_endpoint.decode().rsplit(":", 1)[1], flush=True)
            threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
            while True:
                router.send_multipart(router.recv_multipart())
            """;

    @Test
    void shouldSpeakWithJeroMq() throws IOException {
        try (ZContext context = new ZContext(1)) {
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            int port = router.bindToRandomPort("tcp://127.0.0.1");
            Thread echo = Thread.ofPlatform().daemon().start(() -> echo(router));
            shouldBeEchoed(port);
            assertThat(echo.isAlive()).isTrue();
        }
    }

    private static void echo(ZMQ.Socket router) {
        try {
            while (true) {
                byte[] peer = router.recv();
                byte[] body = router.recv();
                router.send(peer, ZMQ.SNDMORE);
                router.send(body);
            }
        } catch (ZMQException closed) {
            router.close();
        }
    }

    @Test
    void shouldSpeakWithLibzmq() throws IOException, InterruptedException {
        assumeTrue(hasPyzmq(), "python3 with pyzmq is not installed: nothing to compare with");
        Process python = new ProcessBuilder("python3", "-c", ECHO)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = python.inputReader()) {
            String[] versionAndPort = said.readLine().split(" ");
            assertThat(versionAndPort[0]).startsWith("4.");
            shouldBeEchoed(Integer.parseInt(versionAndPort[1]));
        } finally {
            python.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static boolean hasPyzmq() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", "import zmq")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void shouldBeEchoed(int port) throws IOException {
        RecordingListener listener = new RecordingListener();
        OutputBuffer output = new OutputBuffer(1 << 20);
        ZmtpPeer peer = new ZmtpPeer(SocketKind.DEALER, listener, output, 100_000, 1 << 20);
        SplittableRandom random = new SplittableRandom(5);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            exchange(socket, peer, output, () -> listener.timesOpened() == 1);
            for (int i = 0; i < SIZES.length; i++) {
                byte[] body = new byte[SIZES[i]];
                random.nextBytes(body);
                ZmtpFrames.message(output, body);
                int expected = i + 1;
                exchange(socket, peer, output, () -> listener.messages().size() == expected);
                assertThat(Arrays.equals(listener.messages().get(i), body))
                        .as("%d bytes", SIZES[i])
                        .isTrue();
            }
            ZmtpFrames.message(output, "one".getBytes(StandardCharsets.US_ASCII));
            ZmtpFrames.message(output, "two".getBytes(StandardCharsets.US_ASCII));
            exchange(socket, peer, output, () -> listener.messages().size() == SIZES.length + 2);
        }
        assertThat(listener.refusals()).isEmpty();
    }

    private static void exchange(Socket socket, ZmtpPeer peer, OutputBuffer output, BooleanSupplier done)
            throws IOException {
        InputStream input = socket.getInputStream();
        byte[] buffer = new byte[10_000];
        while (true) {
            socket.getOutputStream().write(output.array(), 0, output.size());
            output.clear();
            if (done.getAsBoolean()) {
                return;
            }
            int count = input.read(buffer);
            assertThat(count).as("the connection was closed").isPositive();
            peer.receive(buffer, 0, count);
        }
    }
}
