package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.GameClusterStatus;
import java.util.List;

/**
 * @param actions to be done in this order
 * @param status to be stored when it differs
 */
public record Plan(List<Action> actions, GameClusterStatus status, Memory memory) {
    public Plan {
        actions = List.copyOf(actions);
    }
}
