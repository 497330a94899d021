package dev.gamecluster.gameserver.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of ZMTP 3.0 over a plain socket: does what no ZeroMQ library would do. */
final class RawZmtp implements AutoCloseable {
    static final int LAST = 0;
    static final int MORE = 1;
    private static final int LONG = 2;
    private static final int COMMAND = 4;
    private static final int GREETING_BYTES = 64;

    final Socket socket = new Socket();

    /** Only connects. */
    RawZmtp(int port) throws IOException {
        socket.setReceiveBufferSize(4_096);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) (LocalNode.PATIENCE_NANOS / 1_000_000));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects and shakes hands as a DEALER. */
    static RawZmtp dealer(int port) throws IOException {
        return as("DEALER", port);
    }

    /** Connects and shakes hands as a SUB. */
    static RawZmtp subscriber(int port) throws IOException {
        return as("SUB", port);
    }

    private static RawZmtp as(String socketType, int port) throws IOException {
        RawZmtp raw = new RawZmtp(port);
        raw.write(greeting());
        raw.read(GREETING_BYTES);
        raw.write(ready(socketType));
        InputStream in = raw.socket.getInputStream();
        in.read();
        raw.read(in.read());
        return raw;
    }

    static byte[] greeting() {
        byte[] greeting = new byte[GREETING_BYTES];
        greeting[0] = (byte) 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 4);
        return greeting;
    }

    private static byte[] ready(String socketType) {
        byte[] name = "Socket-Type".getBytes(StandardCharsets.US_ASCII);
        byte[] type = socketType.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(6 + 1 + name.length + 4 + type.length);
        body.put((byte) 5).put("READY".getBytes(StandardCharsets.US_ASCII));
        body.put((byte) name.length).put(name);
        body.putInt(type.length).put(type);
        return frame(COMMAND, body.array());
    }

    static byte[] frame(int flags, byte[] body) {
        if (body.length < 256) {
            ByteBuffer frame = ByteBuffer.allocate(2 + body.length);
            return frame.put((byte) flags).put((byte) body.length).put(body).array();
        }
        return ByteBuffer.allocate(9 + body.length)
                .put(header(flags, body.length))
                .put(body)
                .array();
    }

    static byte[] frame(int flags, String body) {
        return frame(flags, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The head of a long frame, without its body. */
    static byte[] header(int flags, long length) {
        return ByteBuffer.allocate(9).put((byte) (flags | LONG)).putLong(length).array();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    byte[] read(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** One short frame. */
    String readFrame() throws IOException {
        InputStream in = socket.getInputStream();
        int flags = in.read();
        if (flags < 0) {
            throw new IOException("the connection is closed");
        }
        int length =
                (flags & LONG) == 0 ? in.read() : (int) ByteBuffer.wrap(read(8)).getLong();
        return new String(read(length), StandardCharsets.UTF_8);
    }

    /** Reads until the other side closes. @return whether it did before the time was over */
    boolean isClosedByPeer() {
        try {
            while (socket.getInputStream().read() >= 0) {
                // whatever was on its way
            }
            return true;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
