package dev.gamecluster.client.command.bench.load;

/** What a simulated client can be told to do. */
public enum Operation {
    QUERY("query", Kind.QUERY),
    SET_VELOCITY("set_velocity", Kind.WRITE),
    AOE("aoe", Kind.AOE),
    PING("ping", Kind.PING),
    /** Logs out and in again on the same connection; measured as one login, from when it was due to the answer of the login. */
    RELOGIN("relogin", Kind.LOGIN);

    private final String label;
    private final Kind kind;

    Operation(String label, Kind kind) {
        this.label = label;
        this.kind = kind;
    }

    /** As in scenarios. */
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it changes the world, so that its outcome is lost together with its session. */
    boolean isWrite() {
        return switch (this) {
            case SET_VELOCITY, AOE, RELOGIN -> true;
            case QUERY, PING -> false;
        };
    }
}
