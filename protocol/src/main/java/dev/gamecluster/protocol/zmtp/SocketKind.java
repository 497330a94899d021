package dev.gamecluster.protocol.zmtp;

import java.util.Set;

/** What this side of a connection is, and whom it talks to. */
public enum SocketKind {
    /** A client's side. */
    DEALER("ROUTER", Set.of("ROUTER", "DEALER", "REP")),
    /** A server's side. */
    ROUTER("DEALER", Set.of("DEALER", "REQ", "ROUTER")),
    /** Sends the same to all that subscribed. */
    PUB("SUB", Set.of("SUB", "XSUB")),
    /** Subscribes to everything, and receives. */
    SUB("PUB", Set.of("PUB", "XPUB"));

    private final String expected;
    private final Set<String> peers;

    SocketKind(String expected, Set<String> peers) {
        this.expected = expected;
        this.peers = peers;
    }

    /** The kind of peer that is usual. */
    String expected() {
        return expected;
    }

    boolean talksTo(String peer) {
        return peers.contains(peer);
    }
}
