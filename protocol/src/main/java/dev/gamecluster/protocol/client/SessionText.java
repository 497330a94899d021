package dev.gamecluster.protocol.client;

import dev.gamecluster.protocol.node.SessionKey;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The string that a client knows its session by: the 16 bytes of the key, high half first, as 22 characters of base64url. */
public final class SessionText {
    private static final int CHARACTERS = 22;
    private static final int BYTES = 16;

    private SessionText() {}

    public static String of(SessionKey key) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(key.high())
                .putLong(key.low())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The key of a session string; {@link SessionKey#NONE} when {@code text} is null or is not what {@link #of} gives for any key. */
    public static SessionKey parse(String text) {
        if (text == null || text.length() != CHARACTERS) {
            return SessionKey.NONE;
        }
        long high = 0;
        long low = 0;
        for (int index = 0; index < CHARACTERS; index++) {
            int bits = bitsOf(text.charAt(index));
            boolean last = index == CHARACTERS - 1;
            // 22 characters carry 132 bits; the last 4 must be zero, so that every key has exactly one string
            if (bits < 0 || last && (bits & 0xf) != 0) {
                return SessionKey.NONE;
            }
            int width = last ? 2 : 6;
            int value = last ? bits >>> 4 : bits;
            high = high << width | low >>> (64 - width);
            low = low << width | value;
        }
        return new SessionKey(high, low);
    }

    private static int bitsOf(char character) {
        if (character >= 'A' && character <= 'Z') {
            return character - 'A';
        }
        if (character >= 'a' && character <= 'z') {
            return character - 'a' + 26;
        }
        if (character >= '0' && character <= '9') {
            return character - '0' + 52;
        }
        return character == '-' ? 62 : character == '_' ? 63 : -1;
    }
}
