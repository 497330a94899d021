package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the next client goes: to the live slave with the lowest load, to the master when no slave is alive, and during an outage to
 * a live slave that is between two masters. Load is what the node last reported plus the clients that were sent there since, so a
 * burst between two heartbeats spreads. Equal load: fewer clients, then name. While some node gives clients away (see {@link
 * Rebalancer}), clients go to the slave with the fewest instead.
 */
final class Balancer {
    /** What one client more is taken to add to the load, in permille: a node meant for 5000. */
    static final double CLIENT_PERMILLE = 0.2;

    private static final Comparator<NodeEntry> LEAST_LOADED = Comparator.comparingDouble(Balancer::load)
            .thenComparingInt(Balancer::clients)
            .thenComparing(NodeEntry::name);

    private static final Comparator<NodeEntry> FEWEST_CLIENTS = Comparator.comparing(Balancer::gives)
            .thenComparingInt(Balancer::clients)
            .thenComparing(LEAST_LOADED);

    private Balancer() {}

    /** @param live nodes that may get clients: not lost, not suspect, not draining */
    static Optional<NodeEntry> choose(List<NodeEntry> live, int masterId) {
        Optional<NodeEntry> following = live.stream()
                .filter(node -> node.nodeId() != masterId && node.heartbeat().role() == Role.SLAVE)
                .filter(node -> node.heartbeat().following())
                .min(live.stream().anyMatch(Balancer::gives) ? FEWEST_CLIENTS : LEAST_LOADED);
        if (following.isPresent()) {
            return following;
        }
        Optional<NodeEntry> master = live.stream()
                .filter(node -> node.nodeId() == masterId && node.heartbeat().role() == Role.MASTER)
                .findFirst();
        if (master.isPresent()) {
            return master;
        }
        return live.stream()
                .filter(node -> node.nodeId() != masterId
                        && node.isSettledIn()
                        && node.heartbeat().role() == Role.SLAVE)
                .min(LEAST_LOADED);
    }

    private static boolean gives(NodeEntry node) {
        return node.keep() > 0;
    }

    private static int clients(NodeEntry node) {
        return node.heartbeat().clients() + node.clientsSent();
    }

    private static double load(NodeEntry node) {
        return node.heartbeat().loadPermille() + node.clientsSent() * CLIENT_PERMILLE;
    }
}
