package dev.gamecluster.gameserver.core;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** One client connection of this node, as far as the core is concerned. */
final class Connection {
    final long id;
    long lastHeardNanos;
    /** Number of the session bound to this connection, 0 when none is. */
    long session;
    /** Its key. After a loss a number may come to mean another session; the key never does. */
    SessionKey sessionKey = SessionKey.NONE;
    /** Tick of the answer to the login that bound it. */
    long loginTick;

    Pending login;
    final LongObjectHashMap<Pending> writes = new LongObjectHashMap<>();
    /** Requests that must wait for the login (or for a logout before it), in order. */
    final ArrayDeque<Request> deferred = new ArrayDeque<>();

    boolean redirected;
    /** When it was last asked to go because others have room. */
    private long askedNanos;

    private boolean asked;

    Connection(long id, long nowNanos) {
        this.id = id;
        this.lastHeardNanos = nowNanos;
    }

    void askedToGo(long nowNanos) {
        asked = true;
        askedNanos = nowNanos;
    }

    /** It was asked to go within that time. */
    boolean wasAskedToGo(long withinNanos, long nowNanos) {
        return asked && nowNanos - askedNanos < withinNanos;
    }

    /** Nothing that it asked for is on its way. */
    boolean isIdle() {
        return login == null && unanswered() == 0;
    }

    int unanswered() {
        return writes.size() + deferred.size();
    }

    /**
     * Takes out the deferred writes that may be repetitions: behind a login that should have resumed a session and began another, they may
     * be what the old session has applied, which the new one cannot know. A logout does no harm and stays.
     */
    List<Request> takeRepeatable() {
        List<Request> taken = new ArrayList<>();
        deferred.removeIf(request -> {
            boolean repeatable = request instanceof Request.SetVelocity || request instanceof Request.Aoe;
            return repeatable && taken.add(request);
        });
        return taken;
    }
}
