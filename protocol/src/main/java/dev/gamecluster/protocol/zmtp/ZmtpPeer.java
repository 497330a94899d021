package dev.gamecluster.protocol.zmtp;

import java.nio.charset.StandardCharsets;

/**
 * One connection's side of ZMTP 3.1: greeting, greeting back, READY, READY back, then messages; PING is answered, other
 * commands are passed over. Whatever breaks the protocol is told once, with a reason, and then nothing more is read.
 */
public final class ZmtpPeer {
    /** Largest command that is read. A larger one breaks the protocol. */
    public static final int COMMAND_BYTES = 4 * 1024;

    private static final int PING_TTL_BYTES = 2;
    private static final int PING_CONTEXT_BYTES = 16;
    private static final int MINOR_VERSION_AT = 11;
    private static final int MECHANISM_AT = 12;
    private static final int MECHANISM_BYTES = 20;

    /** What happens on the connection; called from within {@link #receive}. */
    public interface Listener {
        /** Messages may be sent from now on. */
        void opened();

        /**
         * One frame of a message.
         *
         * @param kept bytes of it that are there, at {@code offset}; valid during the call
         * @param size bytes that it had
         * @param more whether another frame of the same message follows
         */
        void message(byte[] bytes, int offset, int kept, long size, boolean more);

        /** The other side of a {@link SocketKind#PUB} wants everything from now on, or nothing. */
        default void subscribed(boolean wanted) {
            // told to publishers only
        }

        /** The peer is none for us: close the connection. Nothing more is called. */
        void refused(String reason);
    }

    private enum State {
        GREETING,
        READY,
        OPEN,
        REFUSED
    }

    private final SocketKind kind;
    private final Listener listener;
    private final OutputBuffer output;
    private final FrameDecoder decoder;
    private State state = State.GREETING;
    private byte[] greeting = new byte[ZmtpFrames.GREETING_BYTES];
    private int greetingSize;
    private boolean atLeast31;

    /**
     * @param kind what this side is
     * @param output takes what has to be sent, beginning with the greeting
     * @param keep bytes of a message frame that are kept, at least {@value #COMMAND_BYTES}
     * @param largest bytes of a frame; the connection is refused when one is larger
     */
    public ZmtpPeer(SocketKind kind, Listener listener, OutputBuffer output, int keep, long largest) {
        if (keep < COMMAND_BYTES) {
            throw new IllegalArgumentException("keep " + keep + " is not allowed: expected at least " + COMMAND_BYTES);
        }
        this.kind = kind;
        this.listener = listener;
        this.output = output;
        this.decoder = new FrameDecoder(new Frames(), keep, largest);
        output.put(ZmtpFrames.greeting());
    }

    /** Bytes that are held of a frame that has not come whole. */
    public int heldBytes() {
        return decoder.heldBytes();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Takes the next bytes of the connection. */
    public void receive(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        if (state == State.GREETING) {
            int count = Math.min(length, ZmtpFrames.GREETING_BYTES - greetingSize);
            System.arraycopy(bytes, at, greeting, greetingSize, count);
            greetingSize += count;
            at += count;
            checkGreeting();
        }
        if (at < end && state != State.GREETING && state != State.REFUSED) {
            decoder.decode(bytes, at, end);
        }
    }

    /** As early as it can be told: a peer of another protocol may never send 64 bytes. */
    private void checkGreeting() {
        if (greetingSize > 0 && greeting[0] != (byte) 0xff || greetingSize > 9 && (greeting[9] & 1) == 0) {
            refuse("the peer does not speak ZMTP");
        } else if (greetingSize > 10 && greeting[10] < 3) {
            refuse("the peer speaks ZMTP version " + greeting[10] + ", expected 3");
        } else if (greetingSize == ZmtpFrames.GREETING_BYTES) {
            String mechanism = new String(greeting, MECHANISM_AT, MECHANISM_BYTES, StandardCharsets.US_ASCII).strip();
            mechanism = mechanism.replace("\0", "");
            if (mechanism.equals("NULL")) {
                state = State.READY;
                atLeast31 = greeting[MINOR_VERSION_AT - 1] > 3 || greeting[MINOR_VERSION_AT] >= 1;
                greeting = null;
                ZmtpFrames.ready(output, kind);
            } else {
                refuse("the peer wants the security mechanism '" + mechanism + "', expected NULL");
            }
        }
    }

    private void refuse(String reason) {
        state = State.REFUSED;
        listener.refused(reason);
    }

    /** What the decoder finds. */
    private final class Frames implements FrameDecoder.Sink {
        @Override
        public boolean frame(int flags, byte[] bytes, int offset, int kept, long size) {
            if ((flags & ZmtpFrames.FLAG_COMMAND) != 0) {
                command(flags, bytes, offset, kept, size);
            } else if (state == State.OPEN && kind == SocketKind.PUB) {
                subscription(bytes, offset, kept, size);
            } else if (state == State.OPEN) {
                listener.message(bytes, offset, kept, size, (flags & ZmtpFrames.FLAG_MORE) != 0);
            } else {
                refuse("the peer sends a message before READY");
            }
            return state != State.REFUSED;
        }

        @Override
        public void broken(String reason) {
            refuse(reason);
        }
    }

    private void command(int flags, byte[] bytes, int offset, int kept, long size) {
        int nameLength = kept == 0 ? 0 : bytes[offset] & 0xff;
        if ((flags & ZmtpFrames.FLAG_MORE) != 0 || size > kept || nameLength == 0 || nameLength >= kept) {
            refuse("the peer sends a malformed command");
            return;
        }
        String name = new String(bytes, offset + 1, nameLength, StandardCharsets.US_ASCII);
        int body = offset + 1 + nameLength;
        int bodyLength = kept - 1 - nameLength;
        switch (name) {
            case "READY" -> ready(bytes, body, bodyLength);
            case "ERROR" -> refuse("the peer answers: " + shortText(bytes, body, bodyLength));
            case "PING" -> ping(bytes, body, bodyLength);
            case "SUBSCRIBE" -> subscription(true, bodyLength);
            case "CANCEL" -> subscription(false, bodyLength);
            default -> {} // PONG, and what later versions may say
        }
    }

    /** As a message, the older way: 1 or 0, and the prefix. */
    private void subscription(byte[] bytes, int offset, int kept, long size) {
        if (kept == 0 || bytes[offset] < 0 || bytes[offset] > 1) {
            refuse("the peer sends a message where only subscriptions are expected");
        } else {
            subscription(bytes[offset] == 1, size - 1);
        }
    }

    private void subscription(boolean wanted, long prefixBytes) {
        if (kind != SocketKind.PUB || state != State.OPEN) {
            refuse("the peer sends a subscription where none is expected");
        } else if (prefixBytes != 0) {
            refuse("the peer subscribes to a part, expected a subscription to everything, the empty prefix");
        } else {
            listener.subscribed(wanted);
        }
    }

    private void ping(byte[] bytes, int body, int bodyLength) {
        int context = bodyLength - PING_TTL_BYTES;
        if (context < 0 || context > PING_CONTEXT_BYTES) {
            refuse("the peer sends a malformed PING");
        } else if (state == State.OPEN) {
            ZmtpFrames.pong(output, bytes, body + PING_TTL_BYTES, context);
        }
    }

    private void ready(byte[] bytes, int body, int bodyLength) {
        if (state != State.READY) {
            refuse("the peer sends READY twice");
            return;
        }
        String type = socketType(bytes, body, bodyLength);
        if (kind.talksTo(type)) {
            state = State.OPEN;
            if (kind == SocketKind.SUB) {
                ZmtpFrames.subscribe(output, atLeast31);
            }
            listener.opened();
        } else {
            refuse("the peer's socket is '" + type + "', expected " + kind.expected());
        }
    }

    /** Metadata: one octet of length and the name, four octets of length and the value, and so on. @return empty when it is not there */
    private static String socketType(byte[] bytes, int body, int bodyLength) {
        int at = body;
        int end = body + bodyLength;
        while (at < end) {
            int nameEnd = at + 1 + (bytes[at] & 0xff);
            if (nameEnd + Integer.BYTES > end) {
                return "";
            }
            String name = new String(bytes, at + 1, nameEnd - at - 1, StandardCharsets.US_ASCII);
            int length = 0;
            for (int i = 0; i < Integer.BYTES; i++) {
                length = length << 8 | bytes[nameEnd + i] & 0xff;
            }
            int value = nameEnd + Integer.BYTES;
            if (length < 0 || length > end - value) {
                return "";
            }
            if (name.equalsIgnoreCase("Socket-Type")) {
                return new String(bytes, value, length, StandardCharsets.US_ASCII);
            }
            at = value + length;
        }
        return "";
    }

    private static String shortText(byte[] bytes, int body, int bodyLength) {
        int length = bodyLength == 0 ? 0 : Math.min(bytes[body] & 0xff, bodyLength - 1);
        return length == 0 ? "ERROR" : new String(bytes, body + 1, length, StandardCharsets.US_ASCII);
    }
}
