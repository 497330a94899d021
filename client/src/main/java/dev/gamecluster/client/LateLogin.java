package dev.gamecluster.client;

/**
 * A login of our own that was given up without an answer: it may be carried out yet, on a connection that is gone, and take the
 * session from us.
 */
final class LateLogin {
    /** For so long: longer than nodes hold one. */
    private static final long NANOS = 5_000_000_000L;

    private boolean left;
    private long leftNanos;

    void left(boolean anyLogin, long nowNanos) {
        if (anyLogin) {
            left = true;
            leftNanos = nowNanos;
        }
    }

    /** Whether a kick may be its doing. One kick is. */
    boolean takeBlame(long nowNanos) {
        boolean guilty = left && nowNanos - leftNanos < NANOS;
        left &= !guilty;
        return guilty;
    }
}
