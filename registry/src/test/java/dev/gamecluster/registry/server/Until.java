package dev.gamecluster.registry.server;

import java.util.function.Supplier;

/** Waits for a condition, and says what was there instead when it does not come true. */
public final class Until {
    private static final long SECONDS = 30;

    private Until() {}

    public static <T> T present(String what, Supplier<T> find) {
        long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
        T found = find.get();
        while (found == null) {
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("not within " + SECONDS + " s: " + what);
            }
            pause();
            found = find.get();
        }
        return found;
    }

    public static void isTrue(String what, Supplier<Boolean> condition) {
        present(what, () -> condition.get() ? Boolean.TRUE : null);
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
