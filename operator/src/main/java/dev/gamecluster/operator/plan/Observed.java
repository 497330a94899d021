package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.registry.core.ClusterView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of one cluster at one moment.
 *
 * @param generation of the spec
 * @param status as it is stored
 * @param pods by ordinal
 * @param registry what the registry knows
 * @param lastFailoverMillis when the registry's last failover was, since 1970; 0 when there was none
 * @param access endpoints at which outsiders reach the nodes, by node, as far as Kubernetes has allotted them
 * @param nodeServices names of the Services for single nodes that exist
 * @param failure what could not be done the last time
 * @param memory what the last plan wanted to be remembered
 */
public record Observed(
        String namespace,
        String name,
        long generation,
        GameClusterStatus status,
        List<PodView> pods,
        ClusterView registry,
        long lastFailoverMillis,
        Map<String, String> access,
        List<String> nodeServices,
        Optional<Problem> failure,
        Memory memory,
        long nowMillis) {}
