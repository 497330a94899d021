package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.gameserver.state.StateRestore;
import dev.gamecluster.protocol.node.PeerMessage;

/** Takes one snapshot from the master, piece by piece. */
final class SnapshotReceiver {
    private static final long IDLE_NANOS = 2_000_000_000L;
    private static final int CREDIT_EVERY = 4;

    private final int nodeId;
    private final NodeOutput output;
    private StateRestore restore;
    private long transfer;
    private int expectedIndex;
    private long progressNanos;

    SnapshotReceiver(int nodeId, NodeOutput output) {
        this.nodeId = nodeId;
        this.output = output;
    }

    boolean isReceiving(long nowNanos) {
        return restore != null && nowNanos - progressNanos < IDLE_NANOS;
    }

    void begin(PeerMessage.SnapshotBegin begin, long nowNanos) {
        restore = new StateRestore(begin.position(), begin.hash(), begin.header());
        transfer = begin.transfer();
        expectedIndex = 0;
        progressNanos = nowNanos;
    }

    void chunk(PeerMessage.SnapshotChunk chunk, long nowNanos) {
        if (restore == null || chunk.transfer() != transfer) {
            return;
        }
        if (chunk.index() != expectedIndex) {
            restore = null;
            return;
        }
        restore.add(chunk.part());
        expectedIndex++;
        progressNanos = nowNanos;
        if (expectedIndex % CREDIT_EVERY == 0) {
            output.toMaster(new PeerMessage.SnapshotCredit(chunk.epoch(), nodeId, transfer, expectedIndex));
        }
    }

    /** @return the complete state, or null when pieces are missing or it has not the announced hash */
    ReplicatedState end(PeerMessage.SnapshotEnd end) {
        if (restore == null || end.transfer() != transfer || end.chunks() != expectedIndex) {
            restore = null;
            return null;
        }
        ReplicatedState state = restore.finish();
        restore = null;
        return state;
    }
}
