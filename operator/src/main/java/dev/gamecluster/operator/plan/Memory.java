package dev.gamecluster.operator.plan;

import java.util.List;

/**
 * What a plan leaves for the next one. It may be lost (the operator restarts): that costs time, nothing else.
 *
 * @param recommendations numbers of slaves that load called for lately; see {@link Autoscaler}
 */
public record Memory(List<Recommendation> recommendations) {
    public static final Memory EMPTY = new Memory(List.of());

    public Memory {
        recommendations = List.copyOf(recommendations);
    }

    /** Load called for so many slaves at that time. */
    public record Recommendation(long atMillis, int slaves) {}
}
