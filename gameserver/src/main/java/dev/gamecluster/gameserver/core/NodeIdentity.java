package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.Endpoints;

/**
 * Who a node is.
 *
 * @param cluster {@code namespace/name}
 * @param name unique in the cluster, the same after a restart
 * @param nodeId random, non-zero, drawn when the process starts
 * @param endpoints where it can be reached
 */
public record NodeIdentity(String cluster, String name, int nodeId, Endpoints endpoints) {}
