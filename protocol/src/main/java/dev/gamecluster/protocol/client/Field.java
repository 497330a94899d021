package dev.gamecluster.protocol.client;

/** The fields of requests that have a meaning. */
enum Field {
    ID("id"),
    OP("op"),
    USER("user"),
    SESSION("session"),
    TICKET("ticket"),
    VELOCITY("velocity"),
    RADIUS("radius"),
    MONEY("money"),
    MIN("min"),
    MAX("max"),
    MIN_TICK("min_tick");

    static final int COUNT = values().length;

    private final String json;

    Field(String json) {
        this.json = json;
    }

    String json() {
        return json;
    }

    /** The field of that name, or null. */
    static Field named(String name) {
        return switch (name) {
            case "id" -> ID;
            case "op" -> OP;
            case "user" -> USER;
            case "session" -> SESSION;
            case "ticket" -> TICKET;
            case "velocity" -> VELOCITY;
            case "radius" -> RADIUS;
            case "money" -> MONEY;
            case "min" -> MIN;
            case "max" -> MAX;
            case "min_tick" -> MIN_TICK;
            default -> null;
        };
    }
}
