package dev.gamecluster.client;

/** From where a client connects: inside the network of the nodes, or outside of it by an endpoint that the cluster publishes. */
public enum Reach {
    INSIDE,
    OUTSIDE
}
