package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterSpec;
import dev.gamecluster.operator.manifest.GameServerPod;
import dev.gamecluster.operator.manifest.Surroundings;
import dev.gamecluster.operator.manifest.TemplateHash;
import dev.gamecluster.protocol.node.Role;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.NodeState;
import dev.gamecluster.registry.core.NodeView;
import dev.gamecluster.registry.core.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was observed, seen together: pods with what the registry says of their nodes. */
final class Situation {
    private final GameCluster cluster;
    private final Observed observed;
    private final Surroundings surroundings;
    private final String hash;
    private final List<PodView> counting;
    private final Map<String, NodeView> nodes = new HashMap<>();

    Situation(GameCluster cluster, Observed observed, Surroundings surroundings) {
        this.cluster = cluster;
        this.observed = observed;
        this.surroundings = surroundings;
        this.hash = TemplateHash.of(cluster.getSpec(), GameServerPod.image(cluster.getSpec(), surroundings));
        this.counting = observed.pods().stream().filter(PodView::counts).toList();
        for (NodeView node : observed.registry().nodes()) {
            if (node.state() != NodeState.LOST) {
                nodes.put(node.name(), node);
            }
        }
    }

    /** The master holds writes, and not just for the moment that a busy machine may take. */
    boolean isHolding() {
        return registry().master().map(NodeView::holding).orElse(false);
    }

    GameCluster cluster() {
        return cluster;
    }

    GameClusterSpec spec() {
        return cluster.getSpec();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Observed observed() {
        return observed;
    }

    ClusterView registry() {
        return observed.registry();
    }

    /** Pods that are there to stay. */
    List<PodView> counting() {
        return counting;
    }

    boolean anyTerminating() {
        return observed.pods().stream().anyMatch(PodView::terminating);
    }

    /** The registry has heard the nodes and knows who reigns; before that its picture proves nothing. */
    boolean isKnown() {
        return registry().phase() != Phase.SETTLING && registry().master().isPresent();
    }

    boolean isSteady() {
        return registry().phase() == Phase.STEADY;
    }

    /** Null when the registry does not know the node, or has lost it. */
    NodeView node(PodView pod) {
        return nodes.get(pod.name());
    }

    /** A master is being replaced at this moment; that is a matter of milliseconds and wants the machine for itself. */
    boolean isChangingMaster() {
        return switch (registry().phase()) {
            case PROBING, PREPARING, FENCING, PROMOTING, STEPPING_DOWN, CATCHING_UP -> true;
            case SETTLING, NO_MASTER, STEADY -> false;
        };
    }

    boolean isMaster(PodView pod) {
        return registry()
                .master()
                .map(master -> master.name().equals(pod.name()))
                .orElse(false);
    }

    boolean isOutdated(PodView pod) {
        return !hash.equals(pod.templateHash());
    }

    boolean isLive(PodView pod) {
        NodeView node = node(pod);
        return node != null && node.state() == NodeState.LIVE;
    }

    boolean isLiveSlave(PodView pod) {
        return pod.counts() && isLive(pod) && node(pod).role() == Role.SLAVE && !isMaster(pod);
    }

    int liveSlaves() {
        return (int) counting.stream().filter(this::isLiveSlave).count();
    }

    int clients(PodView pod) {
        NodeView node = node(pod);
        return node == null ? 0 : node.clients();
    }
}
