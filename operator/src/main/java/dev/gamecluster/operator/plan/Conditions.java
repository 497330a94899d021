package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.FailoverSpec;
import dev.gamecluster.operator.api.GameClusterStatus.Phase;
import dev.gamecluster.registry.core.NodeView;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.Optional;

/** The conditions of a cluster, each with a reason in one word and a sentence. */
final class Conditions {
    private final Situation situation;
    private final int wantedSlaves;

    Conditions(Situation situation, int wantedSlaves) {
        this.situation = situation;
        this.wantedSlaves = wantedSlaves;
    }

    List<Condition> of(Phase phase) {
        return List.of(ready(phase), masterAvailable(), replicationHealthy(), scalingActive(), upToDate());
    }

    /** What keeps pods from being as they should: what Kubernetes refused, or what is wrong with a pod. */
    Optional<Problem> problem() {
        Optional<Problem> failure = situation.observed().failure();
        return failure.isPresent()
                ? failure
                : situation.counting().stream()
                        .filter(pod -> !situation.isLive(pod))
                        .flatMap(pod -> pod.problem().stream())
                        .findFirst();
    }

    boolean isReplicationHealthy() {
        return wantedSlaves == 0 || situation.liveSlaves() > 0 && !isHolding();
    }

    private boolean isHolding() {
        return situation.isHolding();
    }

    private Condition ready(Phase phase) {
        return switch (phase) {
            case Running ->
                condition(
                        "Ready",
                        true,
                        "Running",
                        "master "
                                + situation
                                        .registry()
                                        .master()
                                        .map(NodeView::name)
                                        .orElse("") + ", " + situation.liveSlaves() + " of " + wantedSlaves
                                + " slaves ready");
            case Pending, Starting -> notReady("Starting");
            case FailingOver -> notReady("NoMaster");
            case Degraded -> notReady("Degraded");
        };
    }

    private Condition notReady(String reason) {
        Optional<Problem> problem = problem();
        String master = situation.registry().master().isPresent() ? "" : "no master yet; ";
        String slaves = master + situation.liveSlaves() + " of " + wantedSlaves + " slaves ready";
        String holding = isHolding() ? "; the master holds writes because no slave acknowledges them" : "";
        return condition(
                "Ready",
                false,
                problem.map(Problem::reason).orElse(reason),
                problem.map(what -> what.message() + " (" + slaves + ")").orElse(slaves + holding));
    }

    private Condition masterAvailable() {
        return situation
                .registry()
                .master()
                .map(master -> condition(
                        "MasterAvailable",
                        true,
                        "MasterReigns",
                        master.name() + " reigns in epoch "
                                + situation.registry().epoch()))
                .orElseGet(() -> condition("MasterAvailable", false, "NoMaster", whyNoMaster()));
    }

    private String whyNoMaster() {
        return switch (situation.registry().phase()) {
            case SETTLING ->
                situation.registry().nodes().isEmpty()
                        ? problem().map(Problem::message).orElse("no node has joined yet")
                        : "the registry has just started and listens to the nodes";
            case PREPARING, FENCING, PROMOTING -> "an election is under way";
            case NO_MASTER, STEADY, PROBING, STEPPING_DOWN, CATCHING_UP ->
                problem().map(Problem::message).orElse("no node that may become master is live");
        };
    }

    private Condition replicationHealthy() {
        if (wantedSlaves == 0) {
            return condition(
                    "ReplicationHealthy",
                    false,
                    "NoSlavesConfigured",
                    "spec.slaves is 0: the world is lost with its only node");
        }
        if (situation.liveSlaves() == 0) {
            boolean holds = situation.spec().failover().whenNoSlave() == FailoverSpec.WhenNoSlave.Hold;
            return condition(
                    "ReplicationHealthy",
                    false,
                    "NoSlaveReady",
                    holds
                            ? "no slave is ready; whenNoSlave is Hold: writes wait for a slave"
                            : "no slave is ready; whenNoSlave is Continue: writes go on unprotected");
        }
        if (isHolding()) {
            return condition(
                    "ReplicationHealthy",
                    false,
                    "LossBoundReached",
                    "no slave has acknowledged for "
                            + situation.spec().failover().maxLossMillis() + " ms: the master holds writes");
        }
        return condition(
                "ReplicationHealthy",
                true,
                "Replicating",
                situation.liveSlaves() + " slaves hold every acknowledged write");
    }

    private Condition scalingActive() {
        return situation.spec().autoscaling() == null
                ? condition(
                        "ScalingActive",
                        false,
                        "Disabled",
                        "spec.autoscaling is not set; kubectl scale sets the slaves")
                : condition(
                        "ScalingActive",
                        true,
                        "Autoscaling",
                        "from " + situation.spec().autoscaling().minSlaves() + " to "
                                + situation.spec().autoscaling().maxSlaves() + " slaves, now " + wantedSlaves
                                + " are wanted");
    }

    private Condition upToDate() {
        long outdated =
                situation.counting().stream().filter(situation::isOutdated).count();
        if (outdated == 0) {
            return condition("UpToDate", true, "AllPodsCurrent", "all pods are made from the current spec");
        }
        String outstanding = outdated + " pods are to be replaced, the master's last";
        return problem()
                .map(what -> condition("UpToDate", false, what.reason(), what.message() + "; " + outstanding))
                .orElseGet(() -> condition("UpToDate", false, "RollingUpdate", outstanding));
    }

    private static Condition condition(String type, boolean status, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status ? "True" : "False")
                .withReason(reason)
                .withMessage(message)
                .build();
    }
}
