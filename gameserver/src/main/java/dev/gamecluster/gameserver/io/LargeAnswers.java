package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;

/**
 * Bounds the bytes of large answers that ZeroMQ still holds. ZeroMQ does not say when a message has left, but drops its array then, so
 * the garbage collector knows: an array counts until it has been collected. Too high an estimate, never too low.
 */
final class LargeAnswers {
    /** From here on an answer counts as large. */
    static final int LARGE_BYTES = 256 * 1024;

    private static final class Held extends PhantomReference<byte[]> {
        private final int bytes;

        Held(byte[] answer, ReferenceQueue<byte[]> queue) {
            super(answer, queue);
            this.bytes = answer.length;
        }
    }

    private final ReferenceQueue<byte[]> collected = new ReferenceQueue<>();
    private final Set<Held> held = new HashSet<>();
    private final long limitBytes =
            Math.min(Limits.LARGE_ANSWER_BYTES, Runtime.getRuntime().maxMemory() / 4);
    private long heldBytes;

    /** Whether an answer of about {@code bytes} may be made; a single one always may. */
    boolean hasRoom(long bytes) {
        forgetCollected();
        return heldBytes == 0 || heldBytes + bytes <= limitBytes;
    }

    void hold(byte[] answer) {
        if (answer.length >= LARGE_BYTES) {
            held.add(new Held(answer, collected));
            heldBytes += answer.length;
        }
    }

    private void forgetCollected() {
        for (Reference<? extends byte[]> gone = collected.poll(); gone != null; gone = collected.poll()) {
            if (gone instanceof Held answer && held.remove(answer)) {
                heldBytes -= answer.bytes;
            }
        }
    }
}
