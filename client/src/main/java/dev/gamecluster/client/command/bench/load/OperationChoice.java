package dev.gamecluster.client.command.bench.load;

import java.util.Map;
import java.util.SplittableRandom;

/** Draws operations by their weights. */
final class OperationChoice {
    private final Operation[] operations;
    private final double[] bounds;
    private final SplittableRandom random;

    /** @param weights at least one is positive, none is negative */
    OperationChoice(Map<Operation, Double> weights, SplittableRandom random) {
        this.random = random;
        operations = weights.keySet().toArray(Operation[]::new);
        bounds = new double[operations.length];
        double sum = 0;
        for (int i = 0; i < operations.length; i++) {
            sum += weights.get(operations[i]);
            bounds[i] = sum;
        }
    }

    Operation next() {
        double drawn = random.nextDouble() * bounds[bounds.length - 1];
        int at = 0;
        while (drawn >= bounds[at]) {
            at++;
        }
        return operations[at];
    }
}
