package dev.gamecluster.protocol.zmtp;

import java.nio.charset.StandardCharsets;

/** The bytes of ZMTP 3.1 that a peer sends. */
public final class ZmtpFrames {
    static final int GREETING_BYTES = 64;
    static final int FLAG_MORE = 1;
    static final int FLAG_LONG = 2;
    static final int FLAG_COMMAND = 4;
    static final int SHORT_BYTES = 255;
    static final int LONG_HEADER_BYTES = 9;
    static final int SHORT_HEADER_BYTES = 2;
    private static final int VERSION_MAJOR_AT = 10;
    private static final int MECHANISM_AT = 12;

    private ZmtpFrames() {}

    /** Version 3.1, mechanism NULL, not a server. */
    static byte[] greeting() {
        byte[] greeting = new byte[GREETING_BYTES];
        greeting[0] = (byte) 0xff;
        greeting[9] = 0x7f;
        greeting[VERSION_MAJOR_AT] = 3;
        greeting[VERSION_MAJOR_AT + 1] = 1;
        byte[] mechanism = "NULL".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mechanism, 0, greeting, MECHANISM_AT, mechanism.length);
        return greeting;
    }

    /** The READY command: the kind of socket, no identity. */
    static void ready(OutputBuffer output, SocketKind kind) {
        int frame = begin(output);
        name(output, "READY");
        name(output, "Socket-Type");
        value(output, kind.name());
        name(output, "Identity");
        value(output, "");
        end(output, frame, FLAG_COMMAND);
    }

    /** The answer to a PING command. */
    static void pong(OutputBuffer output, byte[] source, int contextOffset, int contextLength) {
        int frame = begin(output);
        name(output, "PONG");
        output.put(source, contextOffset, contextLength);
        end(output, frame, FLAG_COMMAND);
    }

    /**
     * The subscription to everything, the empty prefix.
     *
     * @param asCommand as ZMTP 3.1 has it; else as a message, which is how 3.0 says it
     */
    static void subscribe(OutputBuffer output, boolean asCommand) {
        int frame = begin(output);
        if (asCommand) {
            name(output, "SUBSCRIBE");
        } else {
            output.put(1);
        }
        end(output, frame, asCommand ? FLAG_COMMAND : 0);
    }

    /** A whole message of one frame. */
    public static void message(OutputBuffer output, byte[] body) {
        int frame = begin(output);
        output.put(body);
        endMessage(output, frame);
    }

    /** Begins a message of one frame, whose body is then put into the buffer. @return what {@link #endMessage} wants to know */
    public static int beginMessage(OutputBuffer output) {
        return begin(output);
    }

    /**
     * The bytes of a frame with its header, for those who send it as it is.
     *
     * @param more whether another frame of the same message follows
     */
    public static byte[] frame(byte[] body, boolean more) {
        boolean isLong = body.length > SHORT_BYTES;
        byte[] frame = new byte[(isLong ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES) + body.length];
        int at = header(frame, 0, body.length, more ? FLAG_MORE : 0);
        System.arraycopy(body, 0, frame, at, body.length);
        return frame;
    }

    /** The header of a message of one long frame, for those who send the body from where it is. */
    public static byte[] longHeader(int length) {
        byte[] header = new byte[LONG_HEADER_BYTES];
        longHeader(header, 0, length, 0);
        return header;
    }

    /** @return how many bytes it has */
    private static int header(byte[] bytes, int at, int length, int flags) {
        if (length > SHORT_BYTES) {
            longHeader(bytes, at, length, flags);
            return LONG_HEADER_BYTES;
        }
        bytes[at] = (byte) flags;
        bytes[at + 1] = (byte) length;
        return SHORT_HEADER_BYTES;
    }

    private static void longHeader(byte[] bytes, int at, int length, int flags) {
        bytes[at] = (byte) (flags | FLAG_LONG);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[at + 1 + i] = (byte) ((long) length >>> 8 * (Long.BYTES - 1 - i));
        }
    }

    public static void endMessage(OutputBuffer output, int frame) {
        end(output, frame, 0);
    }

    private static int begin(OutputBuffer output) {
        int frame = output.size();
        output.put(0).put(0);
        return frame;
    }

    private static void end(OutputBuffer output, int frame, int flags) {
        int length = output.size() - frame - SHORT_HEADER_BYTES;
        if (length > SHORT_BYTES) {
            output.insert(frame + SHORT_HEADER_BYTES, LONG_HEADER_BYTES - SHORT_HEADER_BYTES);
        }
        if (!output.isOverflowed()) {
            header(output.array(), frame, length, flags);
        }
    }

    private static void name(OutputBuffer output, String name) {
        output.put(name.length()).ascii(name);
    }

    private static void value(OutputBuffer output, String value) {
        output.put(0).put(0).put(0).put(value.length()).ascii(value);
    }
}
