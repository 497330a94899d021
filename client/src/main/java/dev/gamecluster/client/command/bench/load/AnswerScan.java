package dev.gamecluster.client.command.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Reads the head of the usual answer, {@code {"id":N,"ok":true,"tick":N} or {@code ...,"lag_ms":N}}, without an object. Everything
 * else, an error, a login, an event, other spacing, is for the protocol's own decoder.
 */
final class AnswerScan {
    private static final byte[] ID = bytes("{\"id\":");
    private static final byte[] OK_TICK = bytes(",\"ok\":true,\"tick\":");
    private static final byte[] LAG = bytes(",\"lag_ms\":");
    private static final int MOST_DIGITS = 18;

    private int at;
    private int end;
    private boolean wellFormed;
    private long id;
    private long tick;
    private long lagMillis;

    /** @return whether it is one; then the other methods tell what it says */
    boolean read(byte[] bytes, int offset, int length) {
        at = offset;
        end = offset + length;
        wellFormed = true;
        if (!literal(bytes, ID)) {
            return false;
        }
        id = number(bytes);
        if (!literal(bytes, OK_TICK)) {
            return false;
        }
        tick = number(bytes);
        lagMillis = literal(bytes, LAG) ? number(bytes) : -1;
        return wellFormed && at < end && (bytes[at] == '}' || bytes[at] == ',');
    }

    long id() {
        return id;
    }

    long tick() {
        return tick;
    }

    /** Negative when the answer does not say. */
    long lagMillis() {
        return lagMillis;
    }

    private boolean literal(byte[] bytes, byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        at += expected.length;
        return true;
    }

    private long number(byte[] bytes) {
        long value = 0;
        int begin = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + bytes[at++] - '0';
        }
        wellFormed &= at > begin && at - begin <= MOST_DIGITS;
        return value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
