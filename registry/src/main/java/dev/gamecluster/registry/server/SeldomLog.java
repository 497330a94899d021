package dev.gamecluster.registry.server;

import java.util.function.Supplier;

/** Logs at most one line per second, and how many it left out. One thread. */
final class SeldomLog {
    private static final System.Logger LOG = System.getLogger("dev.gamecluster.registry");
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private boolean logged;
    private long loggedNanos;
    private long leftOut;

    void warn(Supplier<String> message, long nowNanos) {
        if (logged && nowNanos - loggedNanos < INTERVAL_NANOS) {
            leftOut++;
            return;
        }
        String more = leftOut == 0 ? "" : " (and " + leftOut + " more)";
        LOG.log(System.Logger.Level.WARNING, message.get() + more);
        logged = true;
        loggedNanos = nowNanos;
        leftOut = 0;
    }
}
