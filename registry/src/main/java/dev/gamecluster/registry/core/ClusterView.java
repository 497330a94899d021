package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage.Protection;
import java.util.List;
import java.util.Optional;

/**
 * Everything there is to know of a cluster at one moment.
 *
 * @param epoch current reign, 0 when there has been none
 * @param master the master of that reign while it is not lost
 * @param clients connections of all live nodes
 * @param users logged-in users of the world
 * @param nodes by name; lost ones stay listed for {@link dev.gamecluster.protocol.Limits#LOST_LISTED_MILLIS}
 * @param lastFailover the last change of master, the first promotion not counted
 * @param failovers unplanned changes of master since the director began
 * @param switchovers planned ones
 * @param heartbeats heartbeats taken since the director began
 * @param patienceMillis how long a node may be silent before it is suspect; more than is configured after false alarms
 */
public record ClusterView(
        ClusterName cluster,
        Phase phase,
        long epoch,
        Optional<NodeView> master,
        Protection protection,
        int clients,
        int users,
        List<NodeView> nodes,
        Optional<Failover> lastFailover,
        long failovers,
        long switchovers,
        long heartbeats,
        int patienceMillis) {

    /** How far the live slave that is most behind is behind, in microseconds; 0 without slaves. */
    public long lagMicros() {
        long worst = 0;
        for (NodeView node : nodes) {
            if (node.state() != NodeState.LOST && node.following()) {
                worst = Math.max(worst, node.lagMicros());
            }
        }
        return worst;
    }
}
