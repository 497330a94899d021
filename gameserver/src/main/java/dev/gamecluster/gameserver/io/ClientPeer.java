package dev.gamecluster.gameserver.io;

import java.util.ArrayDeque;

/** One ZeroMQ peer of the client port. */
final class ClientPeer {
    /** Number of a peer that there is no room to know: it is answered at once and forgotten. */
    static final long STRANGER = 0;

    final long connection;
    final byte[] routingId;
    long heardNanos;
    /** Whether its last frame came behind an empty delimiter (a REQ socket): answers then carry one too. */
    boolean delimiter;
    /** Answers that its socket did not take yet. */
    final ArrayDeque<byte[]> outbox = new ArrayDeque<>();

    long outboxBytes;
    /** It let its outbox overflow: nothing is kept for it until it reads again. */
    boolean deaf;

    ClientPeer(long connection, byte[] routingId) {
        this.connection = connection;
        this.routingId = routingId;
    }

    boolean isStranger() {
        return connection == STRANGER;
    }
}
