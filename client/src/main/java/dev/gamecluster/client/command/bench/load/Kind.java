package dev.gamecluster.client.command.bench.load;

/** What latencies are told apart by. */
public enum Kind {
    QUERY("query"),
    WRITE("write"),
    AOE("aoe"),
    LOGIN("login"),
    PING("ping");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** As in reports and assertions. */
    public String label() {
        return label;
    }
}
