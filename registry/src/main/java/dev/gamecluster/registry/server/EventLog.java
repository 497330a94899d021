package dev.gamecluster.registry.server;

import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.Failover;
import dev.gamecluster.registry.core.Reason;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Writes a line for every event, and hands it on. */
public final class EventLog implements RegistryListener {
    private static final Logger LOG = Logger.getLogger("dev.gamecluster.registry");

    private final RegistryListener next;

    public EventLog(RegistryListener next) {
        this.next = next;
    }

    @Override
    public void clusterAdded(ClusterName cluster) {
        next.clusterAdded(cluster);
    }

    @Override
    public void clusterRemoved(ClusterName cluster) {
        next.clusterRemoved(cluster);
    }

    @Override
    public void happened(ClusterName cluster, ClusterEvent event) {
        if (isAlarming(event)) {
            LOG.warn(cluster + ": " + describe(event));
        } else {
            LOG.info(cluster + ": " + describe(event));
        }
        next.happened(cluster, event);
    }

    private static boolean isAlarming(ClusterEvent event) {
        return switch (event) {
            case ClusterEvent.Left left -> left.reason() != Reason.LEFT && left.reason() != Reason.NODE_GONE;
            case ClusterEvent.Suspect suspect -> true;
            case ClusterEvent.NoCandidate none -> true;
            case ClusterEvent.Promoted promoted -> promoted.failover().writesMayBeLost();
            case ClusterEvent.Joined joined -> false;
            case ClusterEvent.Recovered recovered -> false;
            case ClusterEvent.Fenced fenced -> false;
            case ClusterEvent.Drained drained -> false;
            case ClusterEvent.Patience patience -> patience.isFalseAlarm();
            case ClusterEvent.Scaled scaled -> false;
        };
    }

    private static String describe(ClusterEvent event) {
        return switch (event) {
            case ClusterEvent.Joined joined -> joined.node() + " joined";
            case ClusterEvent.Left left ->
                left.node() + " left: " + left.reason().text();
            case ClusterEvent.Suspect suspect ->
                suspect.node() + " is suspect: " + suspect.reason().text();
            case ClusterEvent.Recovered recovered -> recovered.node() + " is well again";
            case ClusterEvent.Fenced fenced -> "epoch " + fenced.epoch() + " belongs to " + fenced.master();
            case ClusterEvent.Promoted promoted -> describe(promoted.failover());
            case ClusterEvent.NoCandidate none -> none.message();
            case ClusterEvent.Drained drained -> drained.node() + " has no clients any more";
            case ClusterEvent.Patience patience -> describe(patience);
            case ClusterEvent.Scaled scaled ->
                "scaled from " + scaled.fromSlaves() + " to " + scaled.toSlaves() + " slaves";
        };
    }

    private static String describe(ClusterEvent.Patience patience) {
        String why = patience.isFalseAlarm()
                ? patience.node() + " was declared lost and lives"
                : "no such false alarm for a while";
        return why + ": from now on a node is suspect after " + patience.suspectAfterMillis() + " ms of silence";
    }

    private static String describe(Failover failover) {
        return String.format(
                Locale.ROOT,
                "%s is master of epoch %d after %s (%s), %.1f ms, %d ms of world time lost%s",
                failover.to(),
                failover.epoch(),
                failover.from().isEmpty() ? "nobody" : failover.from(),
                failover.reason().text(),
                failover.durationMillis(),
                failover.lostMillis(),
                failover.writesMayBeLost() ? "; writes may be lost" : "");
    }
}
