package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the immutable picture of a cluster. */
final class ViewBuilder {
    private final ClusterState state;
    private final Candidates candidates;
    private final FailureDetector detector;
    private final Patience patience;

    ViewBuilder(ClusterState state, Candidates candidates, FailureDetector detector, Patience patience) {
        this.state = state;
        this.candidates = candidates;
        this.detector = detector;
        this.patience = patience;
    }

    Phase phase(boolean settled, Election.Step election, Switchover.Step switchover) {
        return switch (election) {
            case PREPARING -> Phase.PREPARING;
            case FENCING -> Phase.FENCING;
            case PROMOTING -> Phase.PROMOTING;
            case IDLE ->
                switch (switchover) {
                    case STEPPING_DOWN -> Phase.STEPPING_DOWN;
                    case CATCHING_UP -> Phase.CATCHING_UP;
                    case IDLE, ELECTING -> phaseAtRest(settled);
                };
        };
    }

    private Phase phaseAtRest(boolean settled) {
        if (!settled) {
            return Phase.SETTLING;
        }
        NodeEntry master = state.master();
        if (master == null) {
            return Phase.NO_MASTER;
        }
        return master.isSuspect() ? Phase.PROBING : Phase.STEADY;
    }

    NodeState stateOf(NodeEntry node, long nowNanos) {
        if (node.isLost()) {
            return NodeState.LOST;
        }
        if (node.isSuspect() || detector.isControlLinkBroken(node, nowNanos)) {
            return NodeState.SUSPECT;
        }
        if (node.wantsToGo()) {
            return NodeState.DRAINING;
        }
        return node.isSettledIn() ? NodeState.LIVE : NodeState.JOINING;
    }

    ClusterView cluster(Phase phase, Protection protection, History history, long nowNanos) {
        Optional<NodeView> master = Optional.ofNullable(state.master()).map(node -> view(node, nowNanos));
        int clients = 0;
        int users = 0;
        for (NodeEntry node : state.nodes().live()) {
            clients += node.heartbeat().clients();
            users = Math.max(users, node.heartbeat().users());
        }
        return new ClusterView(
                state.name(),
                phase,
                state.reign().epoch(),
                master,
                protection,
                clients,
                master.map(NodeView::users).orElse(users),
                nodes(nowNanos),
                history.lastFailover(),
                history.failovers(),
                history.switchovers(),
                history.heartbeats(),
                patience.suspectAfterMillis());
    }

    private List<NodeView> nodes(long nowNanos) {
        List<NodeView> views = new ArrayList<>();
        for (NodeEntry node : state.nodes().listed()) {
            views.add(view(node, nowNanos));
        }
        return List.copyOf(views);
    }

    private NodeView view(NodeEntry node, long nowNanos) {
        Heartbeat last = node.heartbeat();
        return new NodeView(
                node.name(),
                node.nodeId(),
                last.role(),
                stateOf(node, nowNanos),
                last.epoch(),
                node.promisedEpoch(),
                node.position(),
                candidates.isAdmitted(node),
                last.following(),
                node.isHolding(),
                last.lagMicros(),
                last.clients(),
                last.users(),
                last.loadPermille(),
                last.endpoints(),
                state.nodes().publishedEndpoint(node),
                (nowNanos - node.heartbeatNanos()) / 1_000_000);
    }
}
