package dev.gamecluster.client.command.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The registry's events as lines for people. */
public final class EventText {
    private EventText() {}

    /** @param name as in the API: joined, left, suspect, ... */
    public static String of(String name, JsonNode data) {
        String node = data.path("node").asText("");
        return switch (name) {
            case "joined" -> node + " joined";
            case "left" -> node + " is lost" + because(data);
            case "suspect" -> node + " is suspect" + because(data);
            case "recovered" -> node + " has recovered";
            case "fenced" ->
                "epoch " + data.path("epoch").asText() + " belongs to "
                        + data.path("master").asText() + ", whoever was master before is fenced";
            case "promoted" -> promoted(data);
            case "drained" -> node + " is drained";
            case "patience" ->
                (node.isEmpty() ? "no false alarms any more" : node + " was declared lost and lives")
                        + ": nodes are suspect after "
                        + data.path("suspect_after_ms").asText("?") + " ms of silence";
            case "scaled" ->
                "scaled from " + data.path("from").asText("?") + " to "
                        + data.path("to").asText("?") + " slaves";
            default ->
                name
                        + (node.isEmpty() ? "" : " " + node)
                        + (data.hasNonNull("message")
                                ? ": " + data.path("message").asText()
                                : "");
        };
    }

    public static boolean isFailover(String name, JsonNode data) {
        return name.equals("promoted") && !data.path("from").asText("").isEmpty();
    }

    private static String promoted(JsonNode data) {
        String to = data.path("to").asText(data.path("node").asText(""));
        String from = data.path("from").asText("");
        if (from.isEmpty()) {
            return to + " is the master";
        }
        String what = data.path("planned").asBoolean() ? "SWITCHOVER" : "FAILOVER";
        return what + " " + from + " -> " + to + ", epoch " + data.path("epoch").asText() + ": gap " + millis(data)
                + " ms, " + lost(data) + because(data)
                + (data.path("writes_may_be_lost").asBoolean() ? " - WRITES MAY BE LOST" : "");
    }

    private static String millis(JsonNode data) {
        JsonNode duration = data.hasNonNull("duration_ms") ? data.path("duration_ms") : data.path("gap_ms");
        return duration.isNumber() ? String.format(Locale.ROOT, "%.0f", duration.asDouble()) : "?";
    }

    private static String lost(JsonNode data) {
        long lost = data.path("lost_ms").asLong();
        return lost == 0 ? "no world time lost" : lost + " ms of world time lost";
    }

    private static String because(JsonNode data) {
        return data.hasNonNull("reason") ? " (" + data.path("reason").asText() + ")" : "";
    }
}
