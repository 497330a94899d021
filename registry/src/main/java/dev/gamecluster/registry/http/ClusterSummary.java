package dev.gamecluster.registry.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.NodeState;
import dev.gamecluster.registry.core.NodeView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One cluster in the list of clusters. */
@Schema(name = "ClusterSummary")
public record ClusterSummary(
        @Schema(examples = "local") String namespace,
        @Schema(examples = "demo") String name,

        @Schema(description = "number of the current reign, 0 when there has been none")
        long epoch,

        @Schema(description = "name of the master, null when there is none", nullable = true)
        String master,

        @JsonProperty("node_count") @Schema(description = "nodes that are not lost")
        int nodeCount,

        @Schema(description = "logged-in users of the world")
        int users,

        @Schema(description = "connections of all nodes") int clients) {

    static ClusterSummary of(ClusterView view) {
        return new ClusterSummary(
                view.cluster().namespace(),
                view.cluster().name(),
                view.epoch(),
                view.master().map(NodeView::name).orElse(null),
                liveNodes(view),
                view.users(),
                view.clients());
    }

    static int liveNodes(ClusterView view) {
        return (int) view.nodes().stream()
                .filter(node -> node.state() != NodeState.LOST)
                .count();
    }
}
