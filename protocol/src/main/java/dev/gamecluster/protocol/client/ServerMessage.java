package dev.gamecluster.protocol.client;

/** What a server sends to a client: answers, which repeat the request's id, and events, which have none. */
public sealed interface ServerMessage {

    /** Answers exactly one request. */
    sealed interface Answer extends ServerMessage {
        long id();
    }

    /** Answers no request. */
    sealed interface Event extends ServerMessage {}

    record LoggedIn(long id, long user, String session, long tick) implements Answer {}

    /** A logout or set_velocity was applied; {@code tick} is the first that contains it. */
    record Applied(long id, long tick) implements Answer {}

    record AoeApplied(long id, long tick, int hits) implements Answer {}

    record QueryResult(long id, long tick, long lagMillis, UserList users) implements Answer {}

    record Pong(long id, long tick, long lagMillis) implements Answer {}

    /**
     * The request was not carried out, or its outcome is not known (see {@link ErrorCode}).
     *
     * @param id the request's id, meaningless unless {@code idKnown}
     */
    record Failed(long id, boolean idKnown, ErrorCode code, String message) implements Answer {
        public static Failed of(long id, ErrorCode code, String message) {
            return new Failed(id, true, code, message);
        }
    }

    /** The session has ended here because its user logged in elsewhere, or the session was resumed elsewhere. */
    record Kicked(String reason) implements Event {}

    /** Ask the registry for another node and resume there. */
    record Redirect(String reason) implements Event {}

    /** An event that this version does not know; only a client decodes it, and ignores it. */
    record Unknown(String event) implements Event {}
}
