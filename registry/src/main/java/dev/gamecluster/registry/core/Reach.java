package dev.gamecluster.registry.core;

/** From where a client connects: inside the network of the nodes, or outside of it by an endpoint that was published. */
public enum Reach {
    INSIDE,
    OUTSIDE
}
