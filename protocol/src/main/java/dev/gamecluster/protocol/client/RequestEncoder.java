package dev.gamecluster.protocol.client;

import static dev.gamecluster.protocol.client.JsonBuffer.bytes;

/** Requests to compact JSON, for the client library. Stateless; any thread may call it. */
public final class RequestEncoder {
    private static final int EXPECTED_BYTES = 160;

    private RequestEncoder() {}

    /**
     * One frame. Numbers keep their full precision; what is absent (null, or a minimum tick of 0) is left out.
     *
     * @throws IllegalArgumentException a coordinate is not finite
     */
    public static byte[] encode(Request request) {
        JsonBuffer buffer =
                new JsonBuffer(EXPECTED_BYTES).raw(bytes("{\"id\":")).number(request.id());
        switch (request) {
            case Request.Login login -> login(buffer, login);
            case Request.Logout logout -> operation(buffer, "logout");
            case Request.SetVelocity velocity -> {
                operation(buffer, "set_velocity");
                vector(buffer, "velocity", velocity.x(), velocity.y());
            }
            case Request.Aoe aoe -> {
                operation(buffer, "aoe");
                name(buffer, "radius").shortest(aoe.radius());
                name(buffer, "money").unsigned(aoe.money());
            }
            case Request.Query query -> query(buffer, query);
            case Request.Ping ping -> operation(buffer, "ping");
        }
        return buffer.raw('}').toArray();
    }

    private static void login(JsonBuffer buffer, Request.Login login) {
        operation(buffer, "login");
        name(buffer, "user").unsigned(login.user());
        if (login.session() != null) {
            name(buffer, "session").string(login.session());
        }
        if (login.ticket() != null) {
            name(buffer, "ticket").string(login.ticket());
        }
    }

    private static void query(JsonBuffer buffer, Request.Query query) {
        operation(buffer, "query");
        vector(buffer, "min", query.minX(), query.minY());
        vector(buffer, "max", query.maxX(), query.maxY());
        if (query.minimumTick() != 0) {
            name(buffer, "min_tick").number(query.minimumTick());
        }
    }

    private static void operation(JsonBuffer buffer, String operation) {
        name(buffer, "op").string(operation);
    }

    private static void vector(JsonBuffer buffer, String name, double x, double y) {
        name(buffer, name).raw(bytes("{\"x\":")).shortest(x);
        name(buffer, "y").shortest(y).raw('}');
    }

    private static JsonBuffer name(JsonBuffer buffer, String name) {
        return buffer.raw(',').string(name).raw(':');
    }
}
