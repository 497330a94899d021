package dev.gamecluster.gameserver.core;

/** What a master knows of one slave that follows it. */
final class Follower {
    final int nodeId;
    long route;
    /** It has applied everything up to here. */
    long acknowledgedSeq;
    /** Everything up to here was sent to it, over the feed or by replay. */
    long replayedSeq;
    /** It misses deltas that were published before it listened; replay goes on with each acknowledgement. */
    boolean catchingUp;

    long heardNanos;
    /** When its acknowledgements last moved, or caught up. */
    long progressNanos;

    long replayedNanos;
    long lagReportedNanos;
    long publishToAckNanos;
    /** Forwarding: the link it uses, the number expected next, and whether the rest of the link is refused. */
    long link;

    long nextNumber = 1;
    boolean refusing;

    Follower(int nodeId, long nowNanos) {
        this.nodeId = nodeId;
        this.heardNanos = nowNanos;
    }
}
