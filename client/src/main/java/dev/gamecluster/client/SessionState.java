package dev.gamecluster.client;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;

/** Who this client is to the cluster, and how new a world it has been told of. */
final class SessionState {
    private long user;
    private String ticket;
    private String session;
    private long writeTick;
    private boolean movedSinceWrite;

    boolean exists() {
        return session != null;
    }

    boolean is(String other) {
        return other.equals(session);
    }

    void end() {
        session = null;
    }

    /** The answer of a login that the user of the client asked for. */
    void loggedIn(Request request, ServerMessage.LoggedIn in) {
        session = in.session();
        user = in.user();
        ticket = request instanceof Request.Login login ? login.ticket() : null;
        written(in.tick());
    }

    /** A resume was answered with a new session: what the old one has read and written is another story. */
    void replacedBy(ServerMessage.LoggedIn in) {
        session = in.session();
        writeTick = in.tick();
    }

    /** A write was answered. Who answered it has applied it, and everything before. */
    void written(long tick) {
        if (tick >= writeTick) {
            writeTick = tick;
            movedSinceWrite = false;
        }
    }

    /** Another node serves this client now: it may be behind the one that answered the last write. */
    void moved() {
        movedSinceWrite = true;
    }

    /** The first message on a new connection. */
    Request hello(long id) {
        return session == null ? new Request.Ping(id) : new Request.Login(id, user, session, ticket);
    }

    Request withMinimumTick(Request request) {
        if (request instanceof Request.Query query && movedSinceWrite && writeTick > query.minimumTick()) {
            return new Request.Query(query.id(), query.minX(), query.minY(), query.maxX(), query.maxY(), writeTick);
        }
        return request;
    }
}
