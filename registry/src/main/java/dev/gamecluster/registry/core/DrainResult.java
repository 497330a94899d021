package dev.gamecluster.registry.core;

/** What became of a requested drain. */
public sealed interface DrainResult {
    /** The node sends its clients away from now on; when they are gone there is an event {@code drained}. */
    record Draining(String node) implements DrainResult {}

    record UnknownNode(String node) implements DrainResult {}

    /** The node is the master, and it could not hand over. */
    record NotHandedOver(String node, SwitchoverResult switchover) implements DrainResult {}
}
