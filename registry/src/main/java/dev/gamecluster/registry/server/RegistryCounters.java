package dev.gamecluster.registry.server;

import java.util.concurrent.atomic.LongAdder;

/** What the registry's sockets have seen. Counted on its thread, read anywhere. */
public final class RegistryCounters {
    final LongAdder malformed = new LongAdder();
    final LongAdder unknownCluster = new LongAdder();
    final LongAdder undelivered = new LongAdder();

    /** Messages that were none, or that a registry does not take. */
    public long malformed() {
        return malformed.sum();
    }

    /** Messages of nodes of a cluster that is not configured. */
    public long unknownCluster() {
        return unknownCluster.sum();
    }

    /** Messages to nodes that are not connected or do not read. */
    public long undelivered() {
        return undelivered.sum();
    }
}
