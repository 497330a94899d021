package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A client as a stranger would write it: a ZeroMQ socket and JSON by hand. */
final class SocketClient implements AutoCloseable {
    private final ZContext context = new ZContext(1);
    final ZMQ.Socket socket;

    SocketClient(int port) {
        this(port, SocketType.DEALER, null);
    }

    SocketClient(int port, SocketType type, byte[] identity) {
        socket = context.createSocket(type);
        socket.setLinger(0);
        // JeroMQ 0.6.0 loses one in a hundred handshakes as a client (zeromq/jeromq pull request 1022)
        socket.setHandshakeIvl(500);
        socket.setReceiveTimeOut((int) (LocalNode.PATIENCE_NANOS / 1_000_000));
        if (identity != null) {
            socket.setIdentity(identity);
        }
        socket.connect(LocalNode.at(port));
    }

    void send(String frame) {
        send(frame.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] frame) {
        assertThat(socket.send(frame)).isTrue();
    }

    void sendParts(byte[]... parts) {
        for (int i = 0; i < parts.length; i++) {
            assertThat(socket.send(parts[i], i < parts.length - 1 ? ZMQ.SNDMORE : 0))
                    .isTrue();
        }
    }

    /** The next frame; fails when none comes. */
    String receive() {
        byte[] frame = socket.recv();
        assertThat(frame).as("no answer in time").isNotNull();
        assertThat(socket.hasReceiveMore()).isFalse();
        return new String(frame, StandardCharsets.UTF_8);
    }

    String ask(String frame) {
        send(frame);
        return receive();
    }

    String ask(byte[] frame) {
        send(frame);
        return receive();
    }

    @Override
    public void close() {
        context.close();
    }
}
