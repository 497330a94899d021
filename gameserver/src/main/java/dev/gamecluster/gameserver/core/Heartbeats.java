package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;

/** When the next heartbeat is due, and what it says of the load. */
final class Heartbeats {
    private final NodeIdentity identity;
    private final NodeSettings settings;
    private long dueNanos;
    private boolean now = true;
    private int busyPermille;
    private int requestQueuePermille;

    Heartbeats(NodeIdentity identity, NodeSettings settings, long nowNanos) {
        this.identity = identity;
        this.settings = settings;
        this.dueNanos = nowNanos;
    }

    void sendNow() {
        now = true;
    }

    boolean isDue(long nowNanos) {
        return now || nowNanos >= dueNanos;
    }

    void busy(int permille) {
        busyPermille = permille;
    }

    /** The fullest that it was since the last heartbeat counts. */
    void requestQueue(int permille) {
        requestQueuePermille = Math.max(requestQueuePermille, permille);
    }

    /** The largest of clients by capacity, the fullest queue, and the busy share of the world thread. */
    int loadPermille(int clients, int fullestQueuePermille) {
        long byClients = 1_000L * clients / Math.max(1, settings.capacity());
        return (int) Math.min(
                1_000,
                Math.max(byClients, Math.max(Math.max(fullestQueuePermille, requestQueuePermille), busyPermille)));
    }

    Heartbeat next(NodeView view, long nowNanos) {
        now = false;
        requestQueuePermille = 0;
        dueNanos = nowNanos + settings.heartbeatMillis() * 1_000_000L;
        return new Heartbeat(
                identity.cluster(),
                identity.name(),
                identity.nodeId(),
                identity.endpoints(),
                view.role(),
                view.epoch(),
                view.promisedEpoch(),
                view.position(),
                view.admittedSeq(),
                view.following(),
                view.leaving(),
                view.lagMicros(),
                view.clients(),
                view.loggedInUsers(),
                view.loadPermille(),
                view.holding());
    }
}
