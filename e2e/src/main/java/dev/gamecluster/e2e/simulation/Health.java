package dev.gamecluster.e2e.simulation;

import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.protocol.node.Role;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.NodeState;
import dev.gamecluster.registry.core.Phase;
import java.util.List;

/** Whether every process is well and all agree: the cluster can lose any one process now. */
final class Health {
    private final SimulatedRegistry registry;
    private final List<SimulatedNode> nodes;
    private final Network network;

    Health(SimulatedRegistry registry, List<SimulatedNode> nodes, Network network) {
        this.registry = registry;
        this.nodes = nodes;
        this.network = network;
    }

    /** What is not well, or null. */
    String problem() {
        if (network.anyCut() || !registry.isRunning()) {
            return "faults have not ended";
        }
        SimulatedNode master = null;
        for (SimulatedNode node : nodes) {
            if (!node.isRunning()) {
                return node.name() + " does not run";
            }
            if (node.core().role() == Role.MASTER) {
                if (master != null) {
                    return master.name() + " and " + node.name() + " call themselves master";
                }
                master = node;
            }
        }
        return master == null ? "there is no master" : problemUnder(master);
    }

    private String problemUnder(SimulatedNode master) {
        NodeView reign = master.view();
        for (SimulatedNode node : nodes) {
            NodeView view = node.view();
            if (view.epoch() != reign.epoch() || view.promisedEpoch() != reign.epoch()) {
                return node.name() + " is in epoch " + view.epoch() + ", promised " + view.promisedEpoch()
                        + "; the master in " + reign.epoch();
            }
            if (node != master && !view.following()) {
                return node.name() + " does not follow";
            }
            if (node != master
                    && (view.admittedSeq() == 0
                            || !master.core().state().admissions().contains(node.nodeId()))) {
                return node.name() + " is not admitted";
            }
        }
        if (nodes.size() > 1 && !reign.protectedWrites()) {
            return "writes are not protected";
        }
        return problemOf(registry.view(), master, reign.epoch());
    }

    private String problemOf(ClusterView view, SimulatedNode master, long epoch) {
        if (view.phase() != Phase.STEADY
                || view.epoch() != epoch
                || view.master().isEmpty()) {
            return "the registry is in phase " + view.phase() + " with epoch " + view.epoch();
        }
        if (view.master().get().nodeId() != master.nodeId()) {
            return "the registry takes another node for the master";
        }
        for (SimulatedNode node : nodes) {
            boolean known = view.nodes().stream()
                    .anyMatch(each -> each.nodeId() == node.nodeId()
                            && each.state() == NodeState.LIVE
                            && (node == master || each.admitted() && each.following()));
            if (!known) {
                return "the registry does not take " + node.name() + " for a live, admitted, following node: "
                        + view.nodes();
            }
        }
        return null;
    }
}
