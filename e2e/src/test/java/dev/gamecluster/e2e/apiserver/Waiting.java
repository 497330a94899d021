package dev.gamecluster.e2e.apiserver;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting until something is so, within a bound; says what was seen last when it never was. */
final class Waiting {
    private static final long POLL_NANOS = 25_000_000L;
    private static final int PATIENCE_SECONDS = 60;

    private Waiting() {}

    static void until(String what, Supplier<?> seen, BooleanSupplier condition) {
        until(what, Duration.ofSeconds(PATIENCE_SECONDS), seen, condition);
    }

    /**
     * @param seen for the error message, asked once when time is up
     * @throws AssertionError when the condition does not come true in time
     */
    static void until(String what, Duration bound, Supplier<?> seen, BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNanos) {
                throw new AssertionError(
                        what + " did not come true within " + bound.toSeconds() + " s; seen last: " + seen.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
