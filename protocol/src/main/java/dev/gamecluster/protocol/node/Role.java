package dev.gamecluster.protocol.node;

/** What a node does at present. */
public enum Role {
    /** Has no state yet, or has been told nothing. */
    JOINING,
    SLAVE,
    MASTER
}
