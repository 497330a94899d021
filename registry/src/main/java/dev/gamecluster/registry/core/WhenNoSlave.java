package dev.gamecluster.registry.core;

/** What a master does with writes when no slave is alive. */
public enum WhenNoSlave {
    /** Goes on without protection, and says so. */
    CONTINUE,
    /** Holds writes until there is a slave. */
    HOLD
}
