package dev.gamecluster.client;

import java.net.URI;

/** The addresses of the registry's HTTP API. */
public final class RegistryPaths {
    private RegistryPaths() {}

    /** @param below what follows the cluster's own address, with its slash, or empty */
    public static URI of(URI registry, ClusterName cluster, String below) {
        String base = registry.toString();
        String stem = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(stem + "/api/v1/clusters/" + cluster.namespace() + "/" + cluster.name() + below);
    }
}
