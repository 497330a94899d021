package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.Role;

/**
 * Whether the reign can go on as it is although its master lives. It cannot when there are two masters of one epoch, or when for a
 * while now a node has promised an epoch above the reign's (it will not take assignments of this one), or the master does not call
 * itself master.
 */
final class DoubtWatch {
    private static final long NEVER = Long.MIN_VALUE;

    private final ClusterState state;
    private final Patience patience;
    private long sinceNanos = NEVER;
    private boolean twoMasters;

    DoubtWatch(ClusterState state, Patience patience) {
        this.state = state;
        this.patience = patience;
    }

    void sawTwoMasters() {
        twoMasters = true;
    }

    /** An election is begun or over. */
    void clear() {
        twoMasters = false;
        sinceNanos = NEVER;
    }

    /** Looks at the nodes; called again and again while there is a live master. */
    void look(NodeEntry master, long nowNanos) {
        boolean doubt = master.heartbeat().role() != Role.MASTER;
        for (NodeEntry node : state.nodes().live()) {
            doubt |= node.promisedEpoch() > state.reign().epoch();
        }
        if (!doubt) {
            sinceNanos = NEVER;
        } else if (sinceNanos == NEVER) {
            sinceNanos = nowNanos;
        }
    }

    /** Null when the reign can go on. */
    Reason reason(long nowNanos) {
        if (twoMasters) {
            return Reason.TWO_MASTERS;
        }
        boolean forLong = sinceNanos != NEVER && nowNanos - sinceNanos >= patience.suspectAfterNanos();
        return forLong ? Reason.UNFINISHED_ELECTION : null;
    }
}
