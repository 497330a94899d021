package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.e2e.process.ClusterWatch;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.net.URI;

/**
 * Where faults happen, and what does them.
 *
 * @param registry base address of its HTTP API
 */
record Scene(
        LiveCluster cluster, URI registry, ClusterWatch watch, OperatorDeployment operator, PodProcesses processes) {
    static final String CONTAINER = "gameserver";

    PodResource podOf(String node) {
        return cluster.client().pods().inNamespace(cluster.name().namespace()).withName(node);
    }

    PodProcesses.Target process(String node) {
        Pod pod = cluster.pod(node);
        return processes.find(pod, CONTAINER);
    }
}
