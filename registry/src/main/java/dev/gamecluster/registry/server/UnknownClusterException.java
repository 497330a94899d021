package dev.gamecluster.registry.server;

import dev.gamecluster.registry.core.ClusterName;

/** A registry was asked about a cluster that it does not manage. */
public final class UnknownClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownClusterException(ClusterName cluster) {
        super("there is no cluster " + cluster);
    }
}
