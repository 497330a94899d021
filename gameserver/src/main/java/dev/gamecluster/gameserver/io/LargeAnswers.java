package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;

/** Bounds the bytes of large answers that wait in the outboxes of all connections together. */
final class LargeAnswers {
    /** From here on an answer counts as large. */
    static final int LARGE_BYTES = 256 * 1024;
    /** A large answer is sent as a header, a body, and the delimiter in front that some clients want. */
    static final int FRAMES = 3;

    private final long limitBytes =
            Math.min(Limits.LARGE_ANSWER_BYTES, Runtime.getRuntime().maxMemory() / 4);
    private long heldBytes;

    /** Whether an answer of about {@code bytes} may be made; a single one always may. */
    boolean hasRoom(long bytes) {
        return heldBytes == 0 || heldBytes + bytes <= limitBytes;
    }

    void hold(byte[] answer) {
        if (answer.length >= LARGE_BYTES) {
            heldBytes += answer.length;
        }
    }

    /** It was sent, or dropped. */
    void left(byte[] answer) {
        if (answer.length >= LARGE_BYTES) {
            heldBytes -= answer.length;
        }
    }
}
