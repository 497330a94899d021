package dev.gamecluster.protocol.node;

/**
 * Where a node can be reached, each as {@code tcp://host:port}.
 *
 * @param client for clients (ROUTER)
 * @param internal for nodes and the registry's probe (ROUTER)
 * @param feed deltas (PUB)
 */
public record Endpoints(String client, String internal, String feed) {}
