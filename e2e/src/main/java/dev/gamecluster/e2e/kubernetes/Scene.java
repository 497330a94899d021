package dev.gamecluster.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;

/** Where faults happen, and what does them. */
record Scene(LiveCluster cluster, OperatorDeployment operator, PodProcesses processes) {
    static final String CONTAINER = "gameserver";

    PodResource podOf(String node) {
        return cluster.client().pods().inNamespace(cluster.name().namespace()).withName(node);
    }

    PodProcesses.Target process(String node) {
        Pod pod = cluster.pod(node);
        return processes.find(pod, CONTAINER);
    }
}
