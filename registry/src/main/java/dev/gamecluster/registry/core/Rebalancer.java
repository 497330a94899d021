package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.Role;

/**
 * Spreads clients again when slaves have come: says of each node how many clients it should keep.
 *
 * <ol>
 *   <li>The live slaves that follow serve. The share of each is all clients by the number of them, rounded up. The master's share is
 *       none while a slave serves.
 *   <li>Small differences stay. A difference is noticeable when it is more than {@link #NOTICEABLE_PERCENT} % of the share and more
 *       than {@link #NOTICEABLE_CLIENTS} clients. A node that has noticeably more than its share should keep its share, until it is
 *       down to it; so should all that have more while one has noticeably less.
 *   <li>Meanwhile {@link Balancer} sends clients to those that have the fewest.
 *   <li>Nobody is told anything during a change of master or when a node was lost, nor for {@link #PAUSE_NANOS} afterwards: then clients
 *       look for new nodes by themselves, and counts say little.
 * </ol>
 */
final class Rebalancer {
    static final long PAUSE_NANOS = 5_000_000_000L;
    static final int NOTICEABLE_PERCENT = 20;
    static final int NOTICEABLE_CLIENTS = 5;

    /** What a master should keep that others could serve; 0 would mean that no bound is said. */
    static final int MASTER_KEEPS = 1;

    private final ClusterState state;
    private final ViewBuilder views;
    private long disturbedNanos;

    Rebalancer(ClusterState state, ViewBuilder views, long nowNanos) {
        this.state = state;
        this.views = views;
        this.disturbedNanos = nowNanos;
    }

    /** A node was lost, or the master changes: clients move by themselves. */
    void disturbed(long nowNanos) {
        disturbedNanos = nowNanos;
        for (NodeEntry node : state.nodes().live()) {
            node.keep(0);
        }
    }

    /**
     * Decides anew what each node should keep.
     *
     * @param steady a master reigns and nothing is under way
     */
    void look(boolean steady, long nowNanos) {
        if (!steady) {
            disturbed(nowNanos);
        }
        if (nowNanos - disturbedNanos < PAUSE_NANOS) {
            return;
        }
        int share = share(nowNanos);
        boolean needed = isAnyNeedy(share, nowNanos);
        for (NodeEntry node : state.nodes().live()) {
            node.keep(share == 0 ? 0 : keep(node, share, needed, nowNanos));
        }
    }

    /** 0 when nobody serves, or there is nobody to be served. */
    private int share(long nowNanos) {
        long clients = 0;
        int serving = 0;
        for (NodeEntry node : state.nodes().live()) {
            clients += node.heartbeat().clients();
            serving += serves(node, nowNanos) ? 1 : 0;
        }
        return serving == 0 ? 0 : (int) ((clients + serving - 1) / serving);
    }

    private boolean isAnyNeedy(int share, long nowNanos) {
        for (NodeEntry node : state.nodes().live()) {
            if (isNoticeable(share - node.heartbeat().clients(), share) && serves(node, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    /** @param needed another has room for more than small differences */
    private int keep(NodeEntry node, int share, boolean needed, long nowNanos) {
        boolean master = node.nodeId() == state.reign().master();
        if (!master && !serves(node, nowNanos)) {
            return 0;
        }
        int clients = node.heartbeat().clients();
        int due = master ? 0 : share;
        int fair = Math.max(MASTER_KEEPS, due);
        boolean began = node.keep() > 0 || !master && needed;
        boolean gives = began ? clients > fair : isNoticeable(clients - due, due);
        return gives ? fair : 0;
    }

    private static boolean isNoticeable(int difference, int share) {
        return difference > NOTICEABLE_CLIENTS && difference * 100L > (long) share * NOTICEABLE_PERCENT;
    }

    /** Clients can go there. Where endpoints are published for clients outside, a node without one cannot take those. */
    private boolean serves(NodeEntry node, long nowNanos) {
        return node.nodeId() != state.reign().master()
                && node.heartbeat().role() == Role.SLAVE
                && node.heartbeat().following()
                && views.stateOf(node, nowNanos) == NodeState.LIVE
                && state.nodes().isReachable(node);
    }
}
