package dev.gamecluster.registry.core;

import java.util.List;
import java.util.Optional;

/** Which node the next client goes to, and by which of its endpoints: see {@link Balancer}. */
final class Placement {
    private final ClusterState state;
    private final ViewBuilder views;

    Placement(ClusterState state, ViewBuilder views) {
        this.state = state;
        this.views = views;
    }

    /** Empty when there is nobody that the client can reach. Counts that client. */
    Optional<EndpointChoice> choose(Reach reach, long nowNanos) {
        List<NodeEntry> open = state.nodes().live().stream()
                .filter(node -> views.stateOf(node, nowNanos) == NodeState.LIVE)
                .filter(node -> endpointOf(node, reach).isPresent())
                .toList();
        Optional<NodeEntry> node = Balancer.choose(open, state.reign().master());
        node.ifPresent(NodeEntry::clientSent);
        return node.map(chosen ->
                new EndpointChoice(chosen.name(), endpointOf(chosen, reach).orElseThrow()));
    }

    private Optional<String> endpointOf(NodeEntry node, Reach reach) {
        return switch (reach) {
            case INSIDE -> Optional.of(node.heartbeat().endpoints().client());
            case OUTSIDE -> state.nodes().publishedEndpoint(node);
        };
    }
}
