package dev.gamecluster.protocol.node;

import java.util.List;

/** Between nodes, and the registry's probe. {@code epoch} is always the sender's; a receiver of a higher one refuses. */
public sealed interface PeerMessage extends NodeMessage {

    // ---- from the master to all, on the feed -----------------------------------------------------------------------

    /** A delta as it goes over the feed, and inside {@link Replay}. */
    record Feed(Delta delta) implements PeerMessage {}

    // ---- from a slave to its master --------------------------------------------------------------------------------

    /** I follow you and hold the log up to {@code position}; send what is missing, or a snapshot. Repeated until served. */
    record Follow(long epoch, int nodeId, Position position) implements PeerMessage {}

    /**
     * Everything up to {@code seq} is applied here.
     *
     * @param publishedNanos echo of the newest applied delta's time, 0 when that delta was replayed
     */
    record Ack(long epoch, int nodeId, long seq, long publishedNanos) implements PeerMessage {}

    /**
     * Commands of clients. Numbered 1, 2, 3, ... within a link; a link begins when a node starts to follow a master. The master
     * takes them in order without gaps and ignores those it has taken.
     *
     * @param link random number of this link
     * @param firstNumber number of the first command
     */
    record Forward(long epoch, int nodeId, long link, long firstNumber, List<LogRecord.Command> commands)
            implements PeerMessage {}

    // ---- from the master to one slave ------------------------------------------------------------------------------

    /** The master expected {@code expectedNumber}: send again from there. */
    record ForwardGap(long epoch, long link, long expectedNumber) implements PeerMessage {}

    /** The master has no room for more commands: the commands from {@code fromNumber} on were not taken and will not be. */
    record ForwardRefused(long epoch, long link, long fromNumber) implements PeerMessage {}

    /** Deltas from the ring, oldest first; they may be of earlier reigns. */
    record Replay(long epoch, List<Delta> deltas) implements PeerMessage {}

    /** How long the master measured from publishing to this slave's acknowledgement. */
    record LagReport(long epoch, long publishToAckNanos) implements PeerMessage {}

    /**
     * A snapshot follows in chunks.
     *
     * @param transfer number of this transfer
     * @param position what the snapshot contains
     * @param hash hash of the state at that position
     */
    record SnapshotBegin(long epoch, long transfer, Position position, long hash, StateHeader header)
            implements PeerMessage {}

    /** @param index 0, 1, 2, ... */
    record SnapshotChunk(long epoch, long transfer, int index, SnapshotPart part) implements PeerMessage {}

    /** {@code chunks} were sent in all. */
    record SnapshotEnd(long epoch, long transfer, int chunks) implements PeerMessage {}

    /** From the slave: chunks up to {@code index} have arrived; the master sends at most a window further. */
    record SnapshotCredit(long epoch, int nodeId, long transfer, int index) implements PeerMessage {}

    // ---- the registry's probe --------------------------------------------------------------------------------------

    record Probe(long nonce) implements PeerMessage {}

    record ProbeReply(long nonce, int nodeId, Role role, long epoch, Position position) implements PeerMessage {}
}
