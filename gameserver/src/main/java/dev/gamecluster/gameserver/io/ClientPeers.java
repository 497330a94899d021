package dev.gamecluster.gameserver.io;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.gamecluster.protocol.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The peers of the client port by routing id and by connection number. A number is never used twice, so an answer for a peer that is gone
 * cannot reach another. Forgets who was silent for longer than the core remembers a connection.
 */
final class ClientPeers {
    /** The core keeps {@link Limits#CONNECTIONS}; as many again may be on their way to being forgotten. */
    static final int LIMIT = 2 * Limits.CONNECTIONS;

    /** Longer than the silence after which the core forgets a connection. */
    private static final long FORGET_NANOS = 2L * Limits.SILENCE_MILLIS * 1_000_000L;

    private record RoutingId(byte[] bytes, int hash) {
        static RoutingId of(byte[] bytes) {
            return new RoutingId(bytes, Arrays.hashCode(bytes));
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RoutingId id && Arrays.equals(bytes, id.bytes);
        }
    }

    private final Map<RoutingId, ClientPeer> byRoutingId = new HashMap<>();
    private final LongObjectHashMap<ClientPeer> byConnection = new LongObjectHashMap<>();
    private final int limit;
    private long lastConnection;

    ClientPeers(int limit) {
        this.limit = limit;
    }

    /** @return the peer, new if need be, or null when there is no room for another */
    ClientPeer heard(byte[] routingId, long nowNanos) {
        RoutingId id = RoutingId.of(routingId);
        ClientPeer peer = byRoutingId.get(id);
        if (peer == null) {
            if (byRoutingId.size() >= limit) {
                return null;
            }
            peer = new ClientPeer(++lastConnection, routingId);
            byRoutingId.put(id, peer);
            byConnection.put(peer.connection, peer);
        }
        peer.heardNanos = nowNanos;
        return peer;
    }

    /** @return the peer, or null when it is gone */
    ClientPeer of(long connection) {
        return byConnection.get(connection);
    }

    void remove(ClientPeer peer) {
        byRoutingId.remove(RoutingId.of(peer.routingId));
        byConnection.remove(peer.connection);
    }

    void forgetSilent(long nowNanos) {
        List<ClientPeer> silent = new ArrayList<>();
        for (ClientPeer peer : byRoutingId.values()) {
            if (nowNanos - peer.heardNanos > FORGET_NANOS) {
                silent.add(peer);
            }
        }
        silent.forEach(this::remove);
    }

    int size() {
        return byRoutingId.size();
    }
}
