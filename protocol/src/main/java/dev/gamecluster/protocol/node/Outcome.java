package dev.gamecluster.protocol.node;

/**
 * What applying a record gave. Computed by every node, carried by the delta as a check.
 *
 * @param tick first tick that contains the write (for {@link Code#REPEATED} the tick of the first application), 0 where it has
 *     no meaning
 * @param hits users hit by an aoe, else 0
 * @param session session number that a login gave, else 0
 */
public record Outcome(Code code, long tick, int hits, long session) {

    /** The numbers on the wire are the ordinals. */
    public enum Code {
        /** Changed the state, now for the first time. */
        APPLIED,
        /** Was applied before; nothing changed; the outcome is that of the first time. */
        REPEATED,
        /** A session was resumed. */
        RESUMED,
        NOT_LOGGED_IN,
        /** Older than the session's memory; not applied. */
        EXPIRED,
        /** Had nothing to do (a silence report that came too late, for example). */
        IGNORED
    }

    public static final Outcome IGNORED = new Outcome(Code.IGNORED, 0, 0, 0);
}
