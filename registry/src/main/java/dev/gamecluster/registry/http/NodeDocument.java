package dev.gamecluster.registry.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gamecluster.registry.core.NodeView;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One node of a cluster. */
@Schema(name = "Node")
public record NodeDocument(
        @Schema(examples = "demo-1") String name,

        @Schema(description = "master or slave", examples = "slave")
        String role,

        @Schema(description = "joining, live, suspect, draining or lost", examples = "live")
        String state,

        @Schema(description = "reign that it belongs to") long epoch,

        @Schema(description = "position in the log that it has applied")
        long seq,

        @Schema(description = "tick that its world is at") long tick,

        @JsonProperty("lag_ms") @Schema(description = "how old its world is")
        long lagMillis,

        @Schema(description = "connections") int clients,

        @Schema(description = "logged-in users of its world")
        int users,

        @Schema(description = "0..1") double load,

        @Schema(description = "where clients connect", examples = "tcp://10.0.0.7:5555")
        String endpoint,

        @JsonProperty("published_endpoint")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                description = "where clients outside of the nodes' network connect; left out when there is none",
                examples = "tcp://game.example.com:30100",
                required = false)
        String publishedEndpoint,

        @JsonProperty("last_heartbeat_ms") @Schema(description = "how long ago it was heard")
        long lastHeartbeatMillis,

        @Schema(description = "it may become master") boolean admitted) {

    static NodeDocument of(NodeView node, boolean master) {
        return new NodeDocument(
                node.name(),
                master ? "master" : "slave",
                node.state().name().toLowerCase(Locale.ROOT),
                node.epoch(),
                node.position().seq(),
                node.position().tick(),
                Millis.ofMicros(node.lagMicros()),
                node.clients(),
                node.users(),
                node.loadPermille() / 1000.0,
                node.endpoints().client(),
                node.publishedEndpoint().orElse(null),
                node.lastHeartbeatMillis(),
                node.admitted());
    }
}
