package dev.gamecluster.registry.server;

import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;

/** Told on the registry's thread what happens; must neither block nor throw. */
public interface RegistryListener {
    void clusterAdded(ClusterName cluster);

    void clusterRemoved(ClusterName cluster);

    void happened(ClusterName cluster, ClusterEvent event);
}
