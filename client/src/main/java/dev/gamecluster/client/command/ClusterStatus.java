package dev.gamecluster.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the registry says of a cluster.
 *
 * @param master its name, or empty
 * @param phase what the registry is doing, for example steady
 * @param protection whether the bound on lost world time holds: enforced, lifted, none
 * @param lastFailover a line for people, or empty when there was none
 */
public record ClusterStatus(
        String name,
        long epoch,
        String master,
        int users,
        int clients,
        String phase,
        String protection,
        String lastFailover,
        List<Node> nodes) {

    /**
     * @param lagMillis behind the master
     * @param load 0..1
     * @param publishedEndpoint for clients outside of the nodes' network, or empty
     * @param lastHeartbeatMillis ago
     */
    public record Node(
            String name,
            String role,
            String state,
            long epoch,
            long seq,
            long tick,
            double lagMillis,
            int clients,
            int users,
            double load,
            String endpoint,
            String publishedEndpoint,
            long lastHeartbeatMillis) {

        static Node of(JsonNode json) {
            return new Node(
                    json.path("name").asText(),
                    json.path("role").asText(),
                    json.path("state").asText(),
                    json.path("epoch").asLong(),
                    json.path("seq").asLong(),
                    json.path("tick").asLong(),
                    json.path("lag_ms").asDouble(),
                    json.path("clients").asInt(),
                    json.path("users").asInt(),
                    json.path("load").asDouble(),
                    json.path("endpoint").asText(),
                    json.path("published_endpoint").asText(""),
                    json.path("last_heartbeat_ms").asLong());
        }

        public boolean isMaster() {
            return role.equals("master");
        }

        public boolean isLive() {
            return !state.equals("lost") && !state.equals("joining");
        }
    }

    public static ClusterStatus of(JsonNode json) {
        List<Node> nodes = new ArrayList<>();
        json.path("nodes").forEach(node -> nodes.add(Node.of(node)));
        return new ClusterStatus(
                json.path("namespace").asText() + "/" + json.path("name").asText(),
                json.path("epoch").asLong(),
                json.path("master").isTextual() ? json.path("master").asText() : "",
                json.path("users").asInt(),
                json.path("clients").asInt(),
                json.path("phase").asText(),
                json.path("protection").asText(),
                lastFailover(json.path("last_failover")),
                List.copyOf(nodes));
    }

    private static String lastFailover(JsonNode json) {
        if (!json.hasNonNull("to")) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%s %s -> %s, %.0f ms, %d ms of world time lost, %d s ago (%s)",
                json.path("planned").asBoolean() ? "switchover" : "failover",
                json.path("from").asText("nobody"),
                json.path("to").asText(),
                json.path("duration_ms").asDouble(),
                json.path("lost_ms").asLong(),
                json.path("age_ms").asLong() / 1_000,
                json.path("reason").asText());
    }

    /** One line: who reigns, and how much there is. */
    public String summary() {
        long live = nodes.stream().filter(Node::isLive).count();
        return "cluster " + name + ": " + (master.isEmpty() ? "no master" : "master " + master) + ", epoch " + epoch
                + ", "
                + live + (live == 1 ? " node, " : " nodes, ") + clients + (clients == 1 ? " client, " : " clients, ")
                + users
                + (users == 1 ? " user" : " users");
    }
}
