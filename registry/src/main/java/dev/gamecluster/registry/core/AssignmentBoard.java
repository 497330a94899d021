package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Leave;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.Role;
import java.util.List;
import java.util.OptionalInt;

/**
 * What nodes are told: to each heartbeat as an answer, to all at once when it changes. Closed (nobody is told anything) while the
 * director settles, because a list of live nodes that is not complete would end sessions of nodes that were only not heard yet; and
 * from the first prepare of an election until the new reign is written, because the old reign must not be encouraged meanwhile.
 * When the cluster ends it is open: that nobody takes over may be told at any time.
 */
final class AssignmentBoard {
    private record Shared(Reign reign, Protection protection, List<Integer> live) {}

    private final ClusterState state;
    private final NodeDirectory nodes;
    private final DirectorOutput output;
    private final int maximumLossMillis;
    private final WhenNoSlave whenNoSlave;
    private OptionalInt configuredSlaves;
    private Shared told;
    private boolean ending;

    AssignmentBoard(ClusterState state, DirectorSettings settings, DirectorOutput output) {
        this.state = state;
        this.nodes = state.nodes();
        this.output = output;
        this.maximumLossMillis = settings.maximumLossMillis();
        this.whenNoSlave = settings.whenNoSlave();
        this.configuredSlaves = settings.configuredSlaves();
    }

    void configureSlaves(OptionalInt slaves) {
        configuredSlaves = slaves;
    }

    OptionalInt configuredSlaves() {
        return configuredSlaves;
    }

    /** From now on everybody is told that nobody takes over. */
    void end() {
        ending = true;
        told = null;
    }

    boolean isEnding() {
        return ending;
    }

    /**
     * Lifted only for a master that has been heard as one: what it acknowledges alone is then looked for nowhere else. One that was
     * chosen and never heard must not acknowledge alone, because the master before it is still believed to hold everything.
     */
    Protection protection(Reign reign) {
        if (configuredSlaves.isPresent() && configuredSlaves.getAsInt() == 0) {
            return Protection.NONE;
        }
        boolean heard = state.confirmed().epoch() == reign.epoch();
        if (whenNoSlave == WhenNoSlave.HOLD || !heard || anyAdmittedSlave(reign)) {
            return Protection.ENFORCED;
        }
        return Protection.LIFTED;
    }

    /** Tells everybody if anything changed since they were last told. */
    void tellChanges(Reign reign) {
        Shared now = shared(reign);
        if (now.equals(told)) {
            return;
        }
        told = now;
        NodeEntry master = nodes.findLive(reign.master());
        if (master != null) {
            send(master, now);
        }
        for (NodeEntry node : nodes.live()) {
            if (node != master) {
                send(node, now);
            }
        }
    }

    void tell(NodeEntry node, Reign reign) {
        send(node, shared(reign));
    }

    private Shared shared(Reign reign) {
        return new Shared(reign, protection(reign), nodes.trustedIds());
    }

    private void send(NodeEntry node, Shared shared) {
        Reign reign = shared.reign();
        output.send(
                node.nodeId(),
                new Assignment(
                        reign.epoch(),
                        reign.master(),
                        reign.masterName(),
                        reign.endpoints(),
                        shared.protection(),
                        maximumLossMillis,
                        shared.live(),
                        leave(node, reign),
                        node.keep()));
    }

    private Leave leave(NodeEntry node, Reign reign) {
        if (ending) {
            return Leave.END;
        }
        return node.nodeId() != reign.master() && node.wantsToGo() ? Leave.DRAIN : Leave.STAY;
    }

    private boolean anyAdmittedSlave(Reign reign) {
        for (NodeEntry node : nodes.live()) {
            boolean slave = node.nodeId() != reign.master() && node.heartbeat().role() == Role.SLAVE;
            if (slave && nodes.isAdmitted(node)) {
                return true;
            }
        }
        return false;
    }
}
