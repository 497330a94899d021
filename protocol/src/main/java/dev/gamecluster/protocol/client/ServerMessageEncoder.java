package dev.gamecluster.protocol.client;

import static dev.gamecluster.protocol.client.JsonBuffer.bytes;

/** Server messages to compact JSON. Stateless; any thread may call it. */
public final class ServerMessageEncoder {
    private static final int SMALL_BYTES = 192;
    /** Room for one user as it usually is; the buffer grows when users are longer. */
    private static final int USER_BYTES = 128;

    private static final byte[] ID = bytes("{\"id\":");
    private static final byte[] OK_USER = bytes(",\"ok\":true,\"user\":");
    private static final byte[] OK_TICK = bytes(",\"ok\":true,\"tick\":");
    private static final byte[] SESSION = bytes(",\"session\":");
    private static final byte[] TICK = bytes(",\"tick\":");
    private static final byte[] HITS = bytes(",\"hits\":");
    private static final byte[] LAG = bytes(",\"lag_ms\":");
    private static final byte[] USERS = bytes(",\"users\":[");
    private static final byte[] NULL = bytes("null");
    private static final byte[] ERROR_CODE = bytes(",\"ok\":false,\"error\":{\"code\":");
    private static final byte[] MESSAGE = bytes(",\"message\":");
    private static final byte[] EVENT = bytes("{\"event\":");
    private static final byte[] REASON = bytes(",\"reason\":");

    private ServerMessageEncoder() {}

    /**
     * One frame. Coordinates are rounded to 1 mm, velocities to 1 mm/s.
     *
     * @throws IllegalArgumentException a coordinate is not finite
     * @throws IllegalStateException the frame would be above 2 GiB
     */
    public static byte[] encode(ServerMessage message) {
        return switch (message) {
            case ServerMessage.LoggedIn loggedIn -> loggedIn(loggedIn);
            case ServerMessage.Applied applied ->
                positive(SMALL_BYTES, applied.id(), applied.tick()).raw('}').toArray();
            case ServerMessage.AoeApplied aoe -> aoe(aoe);
            case ServerMessage.QueryResult result -> queryResult(result);
            case ServerMessage.Pong pong -> pong(pong);
            case ServerMessage.Failed failed -> failed(failed);
            case ServerMessage.Kicked kicked -> event("kicked", kicked.reason());
            case ServerMessage.Redirect redirect -> event("redirect", redirect.reason());
            case ServerMessage.Unknown unknown ->
                new JsonBuffer(SMALL_BYTES)
                        .raw(EVENT)
                        .string(unknown.event())
                        .raw('}')
                        .toArray();
        };
    }

    private static JsonBuffer positive(int expectedBytes, long id, long tick) {
        return new JsonBuffer(expectedBytes).raw(ID).number(id).raw(OK_TICK).number(tick);
    }

    private static byte[] loggedIn(ServerMessage.LoggedIn message) {
        return new JsonBuffer(SMALL_BYTES)
                .raw(ID)
                .number(message.id())
                .raw(OK_USER)
                .unsigned(message.user())
                .raw(SESSION)
                .string(message.session())
                .raw(TICK)
                .number(message.tick())
                .raw('}')
                .toArray();
    }

    private static byte[] aoe(ServerMessage.AoeApplied message) {
        return positive(SMALL_BYTES, message.id(), message.tick())
                .raw(HITS)
                .number(message.hits())
                .raw('}')
                .toArray();
    }

    private static byte[] pong(ServerMessage.Pong message) {
        return positive(SMALL_BYTES, message.id(), message.tick())
                .raw(LAG)
                .number(message.lagMillis())
                .raw('}')
                .toArray();
    }

    private static byte[] queryResult(ServerMessage.QueryResult message) {
        UserList users = message.users();
        long expected = SMALL_BYTES + (long) USER_BYTES * users.size();
        return positive((int) Math.min(Integer.MAX_VALUE / 2, expected), message.id(), message.tick())
                .raw(LAG)
                .number(message.lagMillis())
                .raw(USERS)
                .users(users)
                .raw(']')
                .raw('}')
                .toArray();
    }

    private static byte[] failed(ServerMessage.Failed message) {
        JsonBuffer buffer = new JsonBuffer(SMALL_BYTES).raw(ID);
        if (message.idKnown()) {
            buffer.number(message.id());
        } else {
            buffer.raw(NULL);
        }
        return buffer.raw(ERROR_CODE)
                .string(message.code().name())
                .raw(MESSAGE)
                .string(message.message())
                .raw('}')
                .raw('}')
                .toArray();
    }

    private static byte[] event(String name, String reason) {
        return new JsonBuffer(SMALL_BYTES)
                .raw(EVENT)
                .string(name)
                .raw(REASON)
                .string(reason)
                .raw('}')
                .toArray();
    }
}
