package dev.gamecluster.gameserver.io;

import java.util.concurrent.atomic.LongAdder;

/** What a node's sockets count; each is a metric. */
public final class NodeCounters {
    public final LongAdder requests = new LongAdder();
    public final LongAdder answers = new LongAdder();
    public final LongAdder badFrames = new LongAdder();
    public final LongAdder overloaded = new LongAdder();
    public final LongAdder undeliverable = new LongAdder();
    public final LongAdder droppedClients = new LongAdder();
    public final LongAdder malformed = new LongAdder();
    public final LongAdder deltas = new LongAdder();
    public final LongAdder deltaBytes = new LongAdder();
    public final LongAdder peerMessages = new LongAdder();
    public final LongAdder peerRefused = new LongAdder();
}
