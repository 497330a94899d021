package dev.gamecluster.registry.http;

import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.server.RegistryListener;

/** Brings what happens in the registry to the stream of events and to the metrics. */
public final class HttpListener implements RegistryListener {
    private final EventHub hub;
    private final RegistryMetrics metrics;

    public HttpListener(EventHub hub, RegistryMetrics metrics) {
        this.hub = hub;
        this.metrics = metrics;
    }

    @Override
    public void clusterAdded(ClusterName cluster) {
        metrics.add(cluster);
    }

    @Override
    public void clusterRemoved(ClusterName cluster) {
        metrics.remove(cluster);
        hub.forget(cluster);
    }

    @Override
    public void happened(ClusterName cluster, ClusterEvent event) {
        hub.publish(cluster, event);
    }
}
