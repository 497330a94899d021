package dev.gamecluster.registry.core;

/** What became of a requested switchover. */
public sealed interface SwitchoverResult {
    /**
     * The new master reigns.
     *
     * @param gapMillis from asking the old master to stop until the new one was first heard as master
     */
    record Done(String from, String to, long epoch, double gapMillis) implements SwitchoverResult {}

    /** Nothing was done. */
    record Refused(Refusal refusal, String message) implements SwitchoverResult {}

    /** It was begun and ended otherwise; {@code message} says how. */
    record Failed(String message) implements SwitchoverResult {}

    enum Refusal {
        UNKNOWN_TARGET,
        TARGET_IS_MASTER,
        /** The target is not admitted, not following, draining or silent. */
        TARGET_NOT_READY,
        NO_SLAVE,
        NO_MASTER,
        /** An election or another switchover is under way. */
        BUSY
    }
}
