package dev.gamecluster.registry.core;

/**
 * How long a node may be silent. Adaptive, as the eventually perfect failure detector of Chandra and Toueg (1996) is: on a machine that
 * is starved, processes that live are silent for longer than was thought, and each such mistake makes this more patient, until there
 * are none.
 *
 * <ol>
 *   <li>A mistake is a node that was declared lost by its silence, and is heard again as the same process within {@link
 *       #MISTAKE_NANOS}. (After more it did hang, or was cut off, and to declare it lost was right.)
 *   <li>A mistake doubles the patience, up to {@code 2 ^} {@link #MOST_DOUBLINGS} times what is configured. Nodes that were declared lost
 *       before it was doubled last say nothing about the patience of now: they do not double it again.
 *   <li>After each {@link #CALM_NANOS} without a mistake it is halved, down to what is configured.
 * </ol>
 */
final class Patience {
    static final int MOST_DOUBLINGS = 3;
    static final long MISTAKE_NANOS = 1_000_000_000L;
    static final long CALM_NANOS = 60_000_000_000L;

    private final int suspectAfterMillis;
    private final int probeMillis;
    private int doublings;
    private long doubledNanos;
    private boolean doubledBefore;
    private long calmSinceNanos;

    Patience(DirectorSettings settings) {
        this.suspectAfterMillis = settings.suspectAfterMillis();
        this.probeMillis = settings.probeMillis();
    }

    /** How long a node may be silent before it is suspect. */
    int suspectAfterMillis() {
        return suspectAfterMillis << doublings;
    }

    long suspectAfterNanos() {
        return suspectAfterMillis() * 1_000_000L;
    }

    /** How long a suspect that was silent has to answer the probe. */
    long probeNanos() {
        return probeMillis * 1_000_000L << doublings;
    }

    /**
     * A node that was declared lost by its silence is heard again.
     *
     * @return whether that changed anything
     */
    boolean cameBack(long lostNanos, long nowNanos) {
        if (nowNanos - lostNanos > MISTAKE_NANOS) {
            return false;
        }
        calmSinceNanos = nowNanos;
        boolean known = doubledBefore && lostNanos - doubledNanos < 0;
        if (known || doublings == MOST_DOUBLINGS) {
            return false;
        }
        doublings++;
        doubledBefore = true;
        doubledNanos = nowNanos;
        return true;
    }

    /**
     * Time goes on.
     *
     * @return whether that changed anything
     */
    boolean relax(long nowNanos) {
        if (doublings == 0 || nowNanos - calmSinceNanos < CALM_NANOS) {
            return false;
        }
        doublings--;
        calmSinceNanos = nowNanos;
        return true;
    }
}
