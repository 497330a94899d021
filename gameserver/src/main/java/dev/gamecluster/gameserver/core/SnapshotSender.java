package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.gameserver.state.StateSnapshot;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.SnapshotPart;

/**
 * Sends snapshots to slaves that cannot catch up from the ring, one at a time: a slave that comes meanwhile asks again and gets its turn.
 *
 * <p>A snapshot is a consistent copy taken piece by piece, one piece a cycle at most, while the world goes on; at most {@link
 * Limits#SNAPSHOT_WINDOW} pieces are on the way. A slave that gives no credit for a while loses its turn.
 */
final class SnapshotSender {
    private static final long IDLE_NANOS = 3_000_000_000L;

    private final long epoch;
    private final NodeOutput output;
    private StateSnapshot snapshot;
    private Follower receiver;
    private long transfer;
    private int nextIndex;
    private int credited;
    private long progressNanos;
    private long sent;

    SnapshotSender(long epoch, NodeOutput output) {
        this.epoch = epoch;
        this.output = output;
    }

    /** Begins a transfer unless another is under way. Asked again by its receiver, it begins anew when it seems stuck. */
    void begin(ReplicatedState state, Follower follower, long nowNanos) {
        if (snapshot != null) {
            boolean stuck = nowNanos - progressNanos > IDLE_NANOS;
            boolean nothingArrived = receiver.nodeId == follower.nodeId && nowNanos - progressNanos > IDLE_NANOS / 10;
            if (!stuck && !nothingArrived) {
                return;
            }
            close();
        }
        snapshot = state.beginSnapshot();
        receiver = follower;
        transfer++;
        nextIndex = 0;
        credited = 0;
        progressNanos = nowNanos;
        output.toPeer(
                follower.route,
                new PeerMessage.SnapshotBegin(
                        epoch, transfer, snapshot.position(), snapshot.hash(), snapshot.header()));
    }

    void credit(long ofTransfer, int index, long nowNanos) {
        if (snapshot != null && ofTransfer == transfer && index > credited) {
            credited = index;
            progressNanos = nowNanos;
        }
    }

    /** Sends the next piece when there is room for one. @return whether there is more to send at once */
    boolean pump(long nowNanos) {
        if (snapshot == null) {
            return false;
        }
        if (nowNanos - progressNanos > IDLE_NANOS) {
            close();
            return false;
        }
        if (nextIndex - credited >= Limits.SNAPSHOT_WINDOW) {
            return false;
        }
        SnapshotPart part = snapshot.next();
        if (part == null) {
            output.toPeer(receiver.route, new PeerMessage.SnapshotEnd(epoch, transfer, nextIndex));
            sent++;
            close();
            return false;
        }
        output.toPeer(receiver.route, new PeerMessage.SnapshotChunk(epoch, transfer, nextIndex++, part));
        return true;
    }

    /** Snapshots sent completely. */
    long sentCount() {
        return sent;
    }

    void close() {
        if (snapshot != null) {
            snapshot.close();
            snapshot = null;
            receiver = null;
        }
    }
}
