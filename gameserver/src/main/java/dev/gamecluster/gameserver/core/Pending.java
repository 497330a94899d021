package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.LogRecord.Command;

/** A write or login of a client that was submitted and not yet answered. */
final class Pending {
    final long connection;
    final long requestId;
    final Command command;
    final long sinceNanos;
    /** Grows with each request of this node: the order in which to submit again. */
    final long order;
    /** How often the client sent it; each copy is answered. */
    int copies = 1;
    /** Whether it may already have reached a master that took it. */
    boolean submittedBefore;
    /** Whether nobody has answered it yet. */
    boolean waits = true;

    Pending(long connection, long requestId, Command command, long sinceNanos, long order) {
        this.connection = connection;
        this.requestId = requestId;
        this.command = command;
        this.sinceNanos = sinceNanos;
        this.order = order;
    }
}
