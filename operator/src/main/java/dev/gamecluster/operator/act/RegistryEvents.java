package dev.gamecluster.operator.act;

import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.Failover;
import dev.gamecluster.registry.core.Reason;
import dev.gamecluster.registry.server.RegistryListener;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells people, by Kubernetes Events, what happens in the registry; and has the cluster reconciled. */
public final class RegistryEvents implements RegistryListener {
    private final RegistryListener next;
    private final KubernetesEvents events;
    private final Consumer<ClusterName> changed;

    public RegistryEvents(RegistryListener next, KubernetesEvents events, Consumer<ClusterName> changed) {
        this.next = next;
        this.events = events;
        this.changed = changed;
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
        next.happened(cluster, event);
        tell(cluster, event);
        changed.accept(cluster);
    }

    private void tell(ClusterName cluster, ClusterEvent event) {
        switch (event) {
            case ClusterEvent.Joined joined -> events.normal(cluster, "NodeJoined", joined.node() + " has joined");
            case ClusterEvent.Left left -> left(cluster, left);
            case ClusterEvent.Suspect suspect ->
                events.warning(
                        cluster,
                        "NodeSuspect",
                        suspect.node() + " is suspect (" + suspect.reason().text() + ") and is being probed");
            case ClusterEvent.Recovered recovered ->
                events.normal(cluster, "NodeRecovered", recovered.node() + " answers again");
            case ClusterEvent.Fenced fenced ->
                events.normal(
                        cluster,
                        "Fenced",
                        "epoch " + fenced.epoch() + " belongs to " + fenced.master()
                                + "; masters of older epochs are harmless");
            case ClusterEvent.Promoted promoted -> promoted(cluster, promoted.failover());
            case ClusterEvent.NoCandidate none -> events.warning(cluster, "NoCandidate", none.message());
            case ClusterEvent.Drained drained ->
                events.normal(cluster, "NodeDrained", drained.node() + " has no clients any more");
            case ClusterEvent.Patience patience -> patience(cluster, patience);
            case ClusterEvent.Scaled scaled ->
                events.normal(
                        cluster, "Scaled", "from " + scaled.fromSlaves() + " to " + scaled.toSlaves() + " slaves");
        }
    }

    private void patience(ClusterName cluster, ClusterEvent.Patience patience) {
        String now = "from now on a node is suspect after " + patience.suspectAfterMillis() + " ms of silence";
        if (patience.isFalseAlarm()) {
            events.warning(
                    cluster,
                    "FalseAlarm",
                    patience.node() + " was declared lost and lives, so its machine may lack CPU; " + now);
        } else {
            events.normal(cluster, "FalseAlarmsOver", "no node was declared lost that lived for a while; " + now);
        }
    }

    private void left(ClusterName cluster, ClusterEvent.Left left) {
        String message = left.node() + " has left (" + left.reason().text() + ")";
        if (left.reason() == Reason.NODE_GONE || left.reason() == Reason.LEFT) {
            events.normal(cluster, "NodeLeft", message);
        } else {
            events.warning(cluster, "NodeLost", message);
        }
    }

    private void promoted(ClusterName cluster, Failover failover) {
        String reigns = failover.to() + " is master of epoch " + failover.epoch();
        String took = String.format(Locale.ROOT, "%.0f ms", failover.durationMillis());
        if (failover.reason() == Reason.BOOTSTRAP) {
            events.normal(cluster, "MasterElected", reigns);
        } else if (failover.from().isEmpty()) {
            events.warning(
                    cluster,
                    "Failover",
                    reigns + " (" + failover.reason().text() + "): the master was lost while no operator acted");
        } else if (failover.planned()) {
            events.normal(
                    cluster,
                    "Switchover",
                    reigns + ": " + failover.from() + " handed over within " + took + ", nothing lost");
        } else {
            String loss = failover.writesMayBeLost()
                    ? "acknowledged writes may be lost: no surviving node surely held them all"
                    : failover.lostMillis() + " ms of world time lost, no acknowledged write";
            events.warning(
                    cluster,
                    "Failover",
                    reigns + " after " + failover.from() + " ("
                            + failover.reason().text() + "): " + took + ", " + loss);
        }
    }
}
