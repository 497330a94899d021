package dev.gamecluster.registry.core;

/** How a node is. All but {@link #LOST} count as live. */
public enum NodeState {
    /** Has neither followed nor been master yet. */
    JOINING,
    LIVE,
    /** Silent, or its connection closed; or answers probes while its heartbeats stay away. */
    SUSPECT,
    /** Sends its clients away. */
    DRAINING,
    LOST
}
