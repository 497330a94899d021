package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.Position;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Who may become master, and who of them does. Pure.
 *
 * <p>Who may: an admitted slave, and the process that was last heard as master (it holds whatever was acknowledged).
 * If for {@code lastResortMillis} there is none, any node with a world. If there is no node with a world at all, any node: at once
 * when the cluster is new, after the same wait when a node that had a world was lost a moment ago.
 *
 * <p>Who does: the most advanced (epoch of its last record, then seq: what a node applied in an older reign beyond the others was
 * never acknowledged, or is in the newer one too), then the preferred one, then one that does not want to go, then the lowest load,
 * then name. A total order.
 */
final class Candidates {
    enum Level {
        NOBODY,
        /** Nodes that surely hold every acknowledged write. */
        ADMITTED,
        /** Nodes that have a world. */
        WITH_STATE,
        /** A new world begins. */
        ANYONE
    }

    static final Comparator<Position> BY_PROGRESS =
            Comparator.comparingLong(Position::epoch).thenComparingLong(Position::seq);

    private final ClusterState state;
    private final NodeDirectory nodes;

    Candidates(ClusterState state) {
        this.state = state;
        this.nodes = state.nodes();
    }

    boolean isAdmitted(NodeEntry node) {
        Reign reign = state.confirmed();
        boolean reigned = reign.epoch() > 0
                && node.nodeId() == reign.master()
                && node.position().epoch() == reign.epoch();
        return !node.isLost() && (reigned || nodes.isAdmitted(node));
    }

    boolean anyAdmitted() {
        for (NodeEntry node : nodes.live()) {
            if (isAdmitted(node)) {
                return true;
            }
        }
        return false;
    }

    /** @param lastResort there has been no admitted candidate for long enough */
    Level level(boolean lastResort) {
        if (anyAdmitted()) {
            return Level.ADMITTED;
        }
        boolean anyLive = false;
        boolean anyState = nodes.anyLostWithState();
        for (NodeEntry node : nodes.live()) {
            anyLive = true;
            if (node.hasState()) {
                return lastResort ? Level.WITH_STATE : Level.NOBODY;
            }
        }
        if (!anyLive) {
            return Level.NOBODY;
        }
        return lastResort || !anyState ? Level.ANYONE : Level.NOBODY;
    }

    /** @param promised live nodes that have promised the new epoch */
    Optional<NodeEntry> choose(Collection<NodeEntry> promised, Level level, int preferredId) {
        return promised.stream().filter(node -> isOf(level, node)).min(order(preferredId));
    }

    private boolean isOf(Level level, NodeEntry node) {
        return switch (level) {
            case NOBODY -> false;
            case ADMITTED -> isAdmitted(node);
            case WITH_STATE -> node.hasState();
            case ANYONE -> true;
        };
    }

    static Comparator<NodeEntry> order(int preferredId) {
        return Comparator.comparing(NodeEntry::position, BY_PROGRESS.reversed())
                .thenComparing(node -> node.nodeId() != preferredId)
                .thenComparing(NodeEntry::wantsToGo)
                .thenComparingInt(node -> node.heartbeat().loadPermille())
                .thenComparing(NodeEntry::name);
    }
}
