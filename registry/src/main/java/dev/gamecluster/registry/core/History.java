package dev.gamecluster.registry.core;

import java.util.Optional;

/** What a director has seen since it began. */
final class History {
    private Failover lastFailover;
    private long failovers;
    private long switchovers;
    private long heartbeats;

    void heartbeat() {
        heartbeats++;
    }

    /** The first promotion of a cluster is no change of master. */
    void promoted(Failover completed) {
        if (completed.reason() == Reason.BOOTSTRAP) {
            return;
        }
        lastFailover = completed;
        failovers += completed.planned() ? 0 : 1;
        switchovers += completed.planned() ? 1 : 0;
    }

    Optional<Failover> lastFailover() {
        return Optional.ofNullable(lastFailover);
    }

    long failovers() {
        return failovers;
    }

    long switchovers() {
        return switchovers;
    }

    long heartbeats() {
        return heartbeats;
    }
}
