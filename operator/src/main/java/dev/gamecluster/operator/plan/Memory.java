package dev.gamecluster.operator.plan;

import java.util.List;

/**
 * What a plan leaves for the next one. It may be lost (the operator restarts): that costs time, nothing else.
 *
 * @param recommendations numbers of slaves that load called for lately; see {@link Autoscaler}
 * @param holdingSinceMillis since when every look found the master holding writes; 0 when the last did not
 */
public record Memory(List<Recommendation> recommendations, long holdingSinceMillis) {
    public static final Memory EMPTY = new Memory(List.of(), 0);

    public Memory {
        recommendations = List.copyOf(recommendations);
    }

    /** Load called for so many slaves at that time. */
    public record Recommendation(long atMillis, int slaves) {}
}
