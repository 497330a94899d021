package dev.gamecluster.registry.core;

/**
 * A completed change of master.
 *
 * @param from name of the old master, empty when there was none
 * @param to name of the new one
 * @param durationMillis from notice to the new master's first heartbeat
 * @param lostMillis world time that was lost
 * @param writesMayBeLost nobody who surely held every acknowledged write could be chosen
 * @param planned it was a switchover
 * @param atNanos when it was confirmed, on the clock that drives the director
 */
public record Failover(
        String from,
        String to,
        long epoch,
        double durationMillis,
        long lostMillis,
        Reason reason,
        boolean writesMayBeLost,
        boolean planned,
        long atNanos) {}
