package dev.gamecluster.protocol.node;

import java.util.List;

/**
 * The small parts of the replicated state, which travel at the head of a snapshot.
 *
 * @param nextSession number that the next session gets
 * @param users number of user records that follow
 * @param sessions number of session records that follow
 * @param reigns the reigns so far, oldest first (only the newest are kept)
 * @param admitted node ids of the slaves that are admitted
 */
public record StateHeader(long nextSession, long users, long sessions, List<Reign> reigns, List<Integer> admitted) {

    /** The reign {@code epoch} began with the record {@code firstSeq}. */
    public record Reign(long epoch, long firstSeq) {}
}
