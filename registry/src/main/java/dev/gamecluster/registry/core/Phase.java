package dev.gamecluster.registry.core;

/** What a director is doing. */
public enum Phase {
    /** It has just started and listens to what the nodes report. */
    SETTLING,
    /** There is no master, and at present nobody who may become one. */
    NO_MASTER,
    /** The master reigns. */
    STEADY,
    /** The master is suspect. */
    PROBING,
    /** Election: nodes are asked to promise the next epoch. */
    PREPARING,
    /** Election: the new reign is being written. */
    FENCING,
    /** Election: the new master has been told and has not confirmed yet. */
    PROMOTING,
    /** Switchover: the master has been asked to stop. */
    STEPPING_DOWN,
    /** Switchover: the target takes in the last writes. */
    CATCHING_UP
}
