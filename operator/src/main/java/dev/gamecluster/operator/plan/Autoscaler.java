package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.AutoscalingSpec;
import dev.gamecluster.operator.plan.Memory.Recommendation;
import java.util.ArrayList;
import java.util.List;

/**
 * How many slaves the load calls for.
 *
 * <ol>
 *   <li>By clients: enough that none has more than {@code targetClientsPerSlave} on average.
 *   <li>By load: the slaves there are, times their average load over {@code targetLoadPercent}, rounded up; ignored within a tenth of the
 *       target, and while slaves are starting, because their load is not to be seen yet.
 *   <li>The larger of both, within {@code minSlaves..maxSlaves}, is the recommendation of this moment. At most twice the slaves there are,
 *       or four more, at once.
 *   <li>The result is the largest recommendation of the last {@code scaleDownDelaySeconds}: up at once, down late. Of the past only what
 *       may still be the largest is remembered, so at most as many entries as there are different numbers.
 * </ol>
 *
 * The rule for load and its tolerance are those of the Kubernetes horizontal pod autoscaler.
 */
final class Autoscaler {
    private static final double TOLERANCE = 0.1;
    private static final int AT_ONCE = 4;

    private Autoscaler() {}

    /**
     * What load is now.
     *
     * @param slaves slaves that there are
     * @param readySlaves those that serve
     * @param loadPermille average of those that serve
     */
    record Load(int slaves, int readySlaves, int clients, int loadPermille) {}

    /** @return the remembered recommendations with today's; the first is the result */
    static List<Recommendation> recommend(
            AutoscalingSpec spec, Load load, List<Recommendation> before, long nowMillis) {
        int wanted = now(spec, load);
        List<Recommendation> window = new ArrayList<>();
        long oldest = nowMillis - spec.scaleDownDelaySeconds() * 1_000L;
        for (Recommendation past : before) {
            if (past.atMillis() > oldest && past.slaves() > wanted) {
                window.add(new Recommendation(past.atMillis(), clamp(spec, past.slaves())));
            }
        }
        window.add(new Recommendation(nowMillis, wanted));
        return window;
    }

    private static int now(AutoscalingSpec spec, Load load) {
        int byClients = ceil(load.clients(), spec.targetClientsPerSlave());
        int wanted = Math.max(byClients, byLoad(spec, load));
        int reachable = Math.max(2 * load.slaves(), load.slaves() + AT_ONCE);
        return clamp(spec, Math.min(wanted, reachable));
    }

    private static int byLoad(AutoscalingSpec spec, Load load) {
        if (load.readySlaves() == 0 || load.readySlaves() < load.slaves()) {
            return load.slaves();
        }
        double ratio = load.loadPermille() / (spec.targetLoadPercent() * 10.0);
        if (Math.abs(ratio - 1) <= TOLERANCE) {
            return load.readySlaves();
        }
        return (int) Math.ceil(load.readySlaves() * ratio);
    }

    private static int clamp(AutoscalingSpec spec, int slaves) {
        return Math.clamp(slaves, spec.minSlaves(), spec.maxSlaves());
    }

    private static int ceil(int numerator, int denominator) {
        return (numerator + denominator - 1) / denominator;
    }
}
