package dev.gamecluster.gameserver.io;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.gamecluster.protocol.Limits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections of the client port, and the numbers by which the core knows them. A number is never used twice, so an answer for a
 * connection that is gone cannot reach another. A connection that was silent for longer than the core remembers it loses its number,
 * and gets another when it is heard again.
 */
final class ClientLinks {
    /** The core keeps {@link Limits#CONNECTIONS}; as many again may be silent, or on their way to being forgotten. */
    static final int LIMIT = 2 * Limits.CONNECTIONS;

    /** Longer than the silence after which the core forgets a connection. */
    private static final long FORGET_NANOS = 2L * Limits.SILENCE_MILLIS * 1_000_000L;
    /** For greeting and READY. */
    private static final long HANDSHAKE_NANOS = 5_000_000_000L;

    private final Set<ClientLink> links = new LinkedHashSet<>();
    private final LongObjectHashMap<ClientLink> byNumber = new LongObjectHashMap<>();
    private final int limit;
    private long lastNumber;

    ClientLinks(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return links.size() >= limit;
    }

    void add(ClientLink link) {
        links.add(link);
    }

    void heard(ClientLink link, long nowNanos) {
        link.heardNanos = nowNanos;
        if (link.number == ClientLink.NO_NUMBER) {
            link.number = ++lastNumber;
            byNumber.put(link.number, link);
        }
    }

    /** @return the connection, or null when it is gone or was silent for long */
    ClientLink of(long number) {
        return byNumber.get(number);
    }

    void remove(ClientLink link) {
        links.remove(link);
        forget(link);
    }

    private void forget(ClientLink link) {
        byNumber.remove(link.number);
        link.number = ClientLink.NO_NUMBER;
    }

    /** Takes the numbers of those who were silent. */
    void forgetSilent(long nowNanos) {
        for (ClientLink link : links) {
            if (link.number != ClientLink.NO_NUMBER && nowNanos - link.heardNanos > FORGET_NANOS) {
                forget(link);
            }
        }
    }

    /** @return those who have not shaken hands in time, and when it is full those who were silent for long too: to be closed */
    List<ClientLink> findUseless(long nowNanos) {
        boolean full = isFull();
        List<ClientLink> useless = new ArrayList<>();
        for (ClientLink link : links) {
            boolean late = !link.isOpen() && nowNanos - link.acceptedNanos > HANDSHAKE_NANOS;
            if (late || full && link.isOpen() && nowNanos - link.heardNanos > FORGET_NANOS) {
                useless.add(link);
            }
        }
        return useless;
    }

    List<ClientLink> all() {
        return List.copyOf(links);
    }

    int size() {
        return links.size();
    }
}
