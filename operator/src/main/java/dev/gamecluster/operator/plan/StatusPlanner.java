package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.operator.api.GameClusterStatus.LastFailover;
import dev.gamecluster.operator.api.GameClusterStatus.Phase;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.NodeView;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Says what is. While the registry still listens (the operator has just begun), who is master stays as it was said before: nothing has
 * changed only because nobody looked.
 */
final class StatusPlanner {
    private StatusPlanner() {}

    static GameClusterStatus status(Situation situation, int wantedSlaves) {
        Observed observed = situation.observed();
        GameClusterStatus before = observed.status();
        ClusterView registry = situation.registry();
        boolean settling = before.reign() > 0 && registry.phase() == dev.gamecluster.registry.core.Phase.SETTLING;
        boolean newer = registry.master().isPresent() && registry.epoch() >= before.reign();
        NodeView master = newer ? registry.master().get() : null;
        int ready = situation.liveSlaves();
        Conditions conditions = new Conditions(situation, wantedSlaves);
        Phase phase = settling && before.phase() != null ? before.phase() : phase(situation, wantedSlaves, conditions);
        return new GameClusterStatus(
                observed.generation(),
                phase,
                master == null ? before.master() : master.name(),
                master == null ? before.masterProcess() : Integer.valueOf(master.nodeId()),
                Math.max(before.reign(), registry.epoch()),
                Math.max(0, situation.counting().size() - 1),
                wantedSlaves,
                settling ? before.readySlaves() : Integer.valueOf(ready),
                settling ? before.clients() : Integer.valueOf(registry.clients()),
                settling ? before.users() : Integer.valueOf(registry.users()),
                settling ? before.replicationLagMillis() : Integer.valueOf((int) (registry.lagMicros() / 1_000)),
                Names.slaveSelector(observed.name()),
                lastFailover(observed),
                settling && !before.conditions().isEmpty()
                        ? before.conditions()
                        : withTimes(conditions.of(phase), before.conditions(), observed));
    }

    private static Phase phase(Situation situation, int wantedSlaves, Conditions conditions) {
        GameClusterStatus before = situation.observed().status();
        boolean reigned = before.reign() > 0 || situation.registry().epoch() > 0;
        if (situation.registry().master().isEmpty()) {
            if (reigned) {
                return Phase.FailingOver;
            }
            boolean anyRuns = situation.counting().stream().anyMatch(PodView::running);
            return anyRuns ? Phase.Starting : Phase.Pending;
        }
        if (situation.liveSlaves() >= wantedSlaves && conditions.isReplicationHealthy()) {
            return Phase.Running;
        }
        return isStarting(situation, wantedSlaves, conditions) ? Phase.Starting : Phase.Degraded;
    }

    /** More slaves were asked for (at the beginning: all of them), and nothing keeps them from coming. */
    private static boolean isStarting(Situation situation, int wantedSlaves, Conditions conditions) {
        GameClusterStatus before = situation.observed().status();
        boolean asked = before.phase() == null
                || before.phase() == Phase.Pending
                || before.phase() == Phase.Starting
                || before.desiredSlaves() != null
                        && before.desiredSlaves() < wantedSlaves
                        && before.phase() == Phase.Running;
        return asked && conditions.problem().isEmpty();
    }

    private static LastFailover lastFailover(Observed observed) {
        return observed.registry()
                .lastFailover()
                .map(last -> new LastFailover(
                        Instant.ofEpochMilli(observed.lastFailoverMillis())
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString(),
                        last.from(),
                        last.to(),
                        Math.round(last.durationMillis()),
                        last.lostMillis(),
                        last.reason().text()))
                .orElse(observed.status().lastFailover());
    }

    /** A condition that says what it said before keeps the time since when. */
    private static List<Condition> withTimes(List<Condition> now, List<Condition> before, Observed observed) {
        String time = Instant.ofEpochMilli(observed.nowMillis())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        for (Condition condition : now) {
            condition.setObservedGeneration(observed.generation());
            condition.setLastTransitionTime(time);
            for (Condition old : before) {
                if (old.getType().equals(condition.getType()) && old.getStatus().equals(condition.getStatus())) {
                    condition.setLastTransitionTime(old.getLastTransitionTime());
                }
            }
        }
        return now;
    }
}
