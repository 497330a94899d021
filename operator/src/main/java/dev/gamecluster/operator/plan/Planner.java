package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.AccessSpec;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.manifest.ClusterObjects;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.manifest.Surroundings;
import dev.gamecluster.operator.plan.Memory.Recommendation;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans one cluster: how many slaves are wanted ({@link Autoscaler}), the objects around the pods, the pods ({@link PodPlanner}), their
 * labels, and the status ({@link StatusPlanner}).
 */
public final class Planner {
    private Planner() {}

    public static Plan plan(GameCluster cluster, Observed observed, Surroundings surroundings) {
        Situation situation = new Situation(cluster, observed, surroundings);
        List<Recommendation> recommendations = recommend(situation);
        int wanted = recommendations.isEmpty()
                ? situation.spec().slaves()
                : recommendations.getFirst().slaves();
        List<Action> actions = new ArrayList<>();
        if (wanted != situation.spec().slaves()) {
            actions.add(scale(situation, wanted));
        }
        actions.add(new Action.ConfigureSlaves(wanted));
        ClusterObjects.of(cluster, wanted, surroundings.operatorNamespace())
                .forEach(object -> actions.add(new Action.Ensure(object)));
        actions.addAll(PodPlanner.labels(situation));
        actions.addAll(new PodPlanner(situation, wanted).plan());
        actions.addAll(outside(situation));
        return new Plan(actions, StatusPlanner.status(situation, wanted), new Memory(recommendations));
    }

    /** Empty without autoscaling. */
    private static List<Recommendation> recommend(Situation situation) {
        if (situation.spec().autoscaling() == null) {
            return List.of();
        }
        Observed observed = situation.observed();
        List<Recommendation> before = observed.memory().recommendations();
        if (before.isEmpty()) {
            Integer lately = observed.status().desiredSlaves();
            before = List.of(new Recommendation(
                    observed.nowMillis(), lately == null ? situation.spec().slaves() : lately));
        }
        if (!situation.isKnown()) {
            return List.of(new Recommendation(
                    observed.nowMillis(),
                    Math.clamp(
                            before.getFirst().slaves(),
                            situation.spec().autoscaling().minSlaves(),
                            situation.spec().autoscaling().maxSlaves())));
        }
        return Autoscaler.recommend(situation.spec().autoscaling(), load(situation), before, observed.nowMillis());
    }

    private static Autoscaler.Load load(Situation situation) {
        List<PodView> live =
                situation.counting().stream().filter(situation::isLiveSlave).toList();
        int sum = 0;
        for (PodView pod : live) {
            sum += situation.node(pod).loadPermille();
        }
        return new Autoscaler.Load(
                Math.max(0, situation.counting().size() - 1),
                live.size(),
                situation.registry().clients(),
                live.isEmpty() ? 0 : sum / live.size());
    }

    private static Action scale(Situation situation, int wanted) {
        int now = situation.spec().slaves();
        return new Action.Scale(
                now,
                wanted,
                situation.registry().clients() + " clients on " + situation.liveSlaves() + " slaves, average load "
                        + load(situation).loadPermille() / 10 + " %");
    }

    private static List<Action> outside(Situation situation) {
        List<Action> actions = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        if (situation.spec().access().type() != AccessSpec.Type.Cluster) {
            for (PodView pod : situation.counting()) {
                wanted.add(Names.outsideService(pod.name()));
                actions.add(new Action.Ensure(ClusterObjects.outside(situation.cluster(), pod.name(), pod.ordinal())));
            }
        }
        for (String service : situation.observed().nodeServices()) {
            if (!wanted.contains(service)) {
                actions.add(new Action.DeleteNodeService(service));
            }
        }
        actions.add(new Action.Publish(situation.observed().access()));
        return actions;
    }
}
