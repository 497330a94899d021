package dev.gamecluster.protocol.zmtp;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into frames. A frame that lies whole in the given bytes is handed over where it lies; one that comes in
 * pieces is collected. Of a long frame only the head is kept and the rest passed over, so that answers of any size cost no memory.
 */
final class FrameDecoder {
    /** Takes what was found. */
    interface Sink {
        /**
         * One whole frame.
         *
         * @param kept bytes of it that are there, at {@code offset}; valid during the call
         * @param size bytes that it had
         * @return whether to go on; no frame follows when not
         */
        boolean frame(int flags, byte[] bytes, int offset, int kept, long size);

        /** The stream breaks the protocol; no frame follows. */
        void broken(String reason);
    }

    private static final byte[] NOTHING = new byte[0];
    private static final int KNOWN_FLAGS = ZmtpFrames.FLAG_MORE | ZmtpFrames.FLAG_LONG | ZmtpFrames.FLAG_COMMAND;

    private final Sink sink;
    private final int keep;
    private final long largest;
    private final byte[] header = new byte[ZmtpFrames.LONG_HEADER_BYTES];
    private int headerSize;
    private byte[] body = NOTHING;
    private int bodySize;
    private long missing = -1;
    private long frameSize;
    private boolean stopped;

    /**
     * @param keep bytes of a frame that are kept
     * @param largest bytes of a frame; a larger one breaks the protocol
     */
    FrameDecoder(Sink sink, int keep, long largest) {
        this.sink = sink;
        this.keep = keep;
        this.largest = largest;
    }

    /** Bytes that are held of a frame that has not come whole. */
    int heldBytes() {
        return body.length;
    }

    /** Takes the bytes from {@code from} up to {@code to}. */
    void decode(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !stopped) {
            if (missing >= 0) {
                at += collect(bytes, at, to);
            } else {
                int whole = headerSize == 0 ? wholeFrame(bytes, at, to) : 0;
                at += whole > 0 ? whole : header(bytes[at]);
            }
        }
    }

    /** @return its bytes with the header, or 0 when it is not whole or needs a closer look */
    private int wholeFrame(byte[] bytes, int at, int to) {
        if (to - at < 2 || (bytes[at] & ~KNOWN_FLAGS) != 0) {
            return 0;
        }
        boolean isLong = (bytes[at] & ZmtpFrames.FLAG_LONG) != 0;
        int head = isLong ? ZmtpFrames.LONG_HEADER_BYTES : ZmtpFrames.SHORT_HEADER_BYTES;
        if (to - at < head) {
            return 0;
        }
        long length = isLong ? longLength(bytes, at + 1) : bytes[at + 1] & 0xff;
        if (length < 0 || to - at - head < length || length > keep || length > largest) {
            return 0;
        }
        stopped = !sink.frame(bytes[at], bytes, at + head, (int) length, length);
        return head + (int) length;
    }

    private static long longLength(byte[] bytes, int at) {
        long length = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            length = length << 8 | bytes[at + i] & 0xff;
        }
        return length;
    }

    private int header(byte octet) {
        header[headerSize++] = octet;
        int flags = header[0];
        if ((flags & ~KNOWN_FLAGS) != 0) {
            broken("a frame has the unknown flags 0x" + Integer.toHexString(flags & 0xff));
        } else if (headerSize
                == ((flags & ZmtpFrames.FLAG_LONG) == 0
                        ? ZmtpFrames.SHORT_HEADER_BYTES
                        : ZmtpFrames.LONG_HEADER_BYTES)) {
            begin();
        }
        return 1;
    }

    private void begin() {
        long size = (header[0] & ZmtpFrames.FLAG_LONG) == 0 ? header[1] & 0xff : longLength(header, 1);
        if (size < 0 || size > largest) {
            broken("a frame of " + Long.toUnsignedString(size) + " bytes, above the bound of " + largest);
            return;
        }
        frameSize = size;
        missing = size;
        bodySize = 0;
        if (missing == 0) {
            finish();
        }
    }

    private int collect(byte[] bytes, int at, int to) {
        int count = (int) Math.min(missing, to - at);
        int kept = Math.min(count, (int) Math.min(frameSize, keep) - bodySize);
        if (body.length
                < bodySize
                        + kept) { // it grows with what has come: a header alone costs the peer nothing, and us neither
            int wanted = (int) Math.min(frameSize, keep);
            body = Arrays.copyOf(body, Math.min(wanted, Math.max(bodySize + kept, 2 * body.length)));
        }
        System.arraycopy(bytes, at, body, bodySize, kept);
        bodySize += kept;
        missing -= count;
        if (missing == 0) {
            finish();
        }
        return count;
    }

    private void finish() {
        missing = -1;
        headerSize = 0;
        stopped = !sink.frame(header[0], body, 0, bodySize, frameSize);
        body = body.length > 2 * ZmtpFrames.SHORT_BYTES ? NOTHING : body;
    }

    private void broken(String reason) {
        stopped = true;
        Arrays.fill(header, (byte) 0);
        sink.broken(reason);
    }
}
