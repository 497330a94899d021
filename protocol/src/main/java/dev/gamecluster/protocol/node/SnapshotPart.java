package dev.gamecluster.protocol.node;

import java.util.List;

/** A piece of a snapshot: user records or session records. */
public sealed interface SnapshotPart {

    /** User records as parallel arrays, so that a chunk is a few objects. All arrays have the same length. */
    record Users(
            long[] id,
            double[] x,
            double[] y,
            double[] velocityX,
            double[] velocityY,
            long[] sinceTick,
            long[] money,
            boolean[] loggedIn)
            implements SnapshotPart {}

    record Sessions(List<SessionRecord> sessions) implements SnapshotPart {}

    /**
     * One session with its exactly-once memory.
     *
     * @param state ordinal of the session's state
     * @param deadlineTick tick at which the grace period ends, 0 when none runs
     * @param forgottenId largest id that fell out of the memory, 0 when none did
     * @param inheritedLogoutId id of the logout that ended the session before this one, 0 when there is none
     * @param inheritedLogoutTick its tick
     * @param ids remembered ids, oldest application first
     * @param ticks first tick that contains each
     * @param hits users hit by each
     */
    record SessionRecord(
            long number,
            SessionKey key,
            long user,
            int holder,
            int state,
            long deadlineTick,
            long forgottenId,
            long inheritedLogoutId,
            long inheritedLogoutTick,
            long[] ids,
            long[] ticks,
            int[] hits) {}
}
