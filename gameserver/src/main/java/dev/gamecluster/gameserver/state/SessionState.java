package dev.gamecluster.gameserver.state;

/** Where a session stands. The ordinals travel in snapshots. */
public enum SessionState {
    /** Its client is connected to its holder. */
    ACTIVE,
    /** Its client fell silent or its holder was lost; a login with its key resumes it until the deadline. */
    GRACE,
    /** Logged out; remembered until the deadline so that a repeated logout is answered. */
    LOGGED_OUT
}
