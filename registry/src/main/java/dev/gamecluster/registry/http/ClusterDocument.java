package dev.gamecluster.registry.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.Failover;
import dev.gamecluster.registry.core.NodeView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One cluster with all its nodes. */
@Schema(name = "Cluster")
public record ClusterDocument(
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

        @Schema(description = "connections of all nodes") int clients,

        @Schema(description = "what the registry is doing", examples = "steady")
        String phase,

        @Schema(
                description =
                        "whether the loss bound holds: enforced; lifted, because no slave is alive; none, because no"
                                + " slave is configured",
                examples = "enforced")
        String protection,

        @JsonProperty("lag_ms") @Schema(description = "how far the slave that is most behind is behind")
        long lagMillis,

        @JsonProperty("suspect_after_ms")
        @Schema(
                description =
                        "a node silent for longer is suspect; more than is configured after nodes were declared lost that"
                                + " lived",
                examples = "300")
        int suspectAfterMillis,

        @JsonProperty("last_failover") @Schema(description = "the last change of master", nullable = true)
        LastFailover lastFailover,

        @Schema(description = "by name; a lost node stays listed for 60 s")
        List<NodeDocument> nodes) {

    /** The last change of master. */
    @Schema(name = "LastFailover")
    public record LastFailover(
            @Schema(description = "the old master, null when there was none", nullable = true)
            String from,

            String to,
            long epoch,

            @JsonProperty("duration_ms") @Schema(description = "from notice to the new master's first heartbeat")
            double durationMillis,

            @JsonProperty("lost_ms") @Schema(description = "world time that was lost")
            long lostMillis,

            @Schema(examples = "ConnectionLost") String reason,

            @JsonProperty("writes_may_be_lost")
            @Schema(description = "nobody who surely held every acknowledged write could be chosen")
            boolean writesMayBeLost,

            @Schema(description = "it was a switchover") boolean planned,

            @JsonProperty("age_ms") @Schema(description = "how long ago it was")
            long ageMillis) {

        static LastFailover of(Failover failover, long nowNanos) {
            return new LastFailover(
                    failover.from().isEmpty() ? null : failover.from(),
                    failover.to(),
                    failover.epoch(),
                    Millis.rounded(failover.durationMillis()),
                    failover.lostMillis(),
                    failover.reason().text(),
                    failover.writesMayBeLost(),
                    failover.planned(),
                    Math.max(0, (nowNanos - failover.atNanos()) / 1_000_000));
        }
    }

    static ClusterDocument of(ClusterView view, long nowNanos) {
        Optional<String> master = view.master().map(NodeView::name);
        return new ClusterDocument(
                view.cluster().namespace(),
                view.cluster().name(),
                view.epoch(),
                master.orElse(null),
                ClusterSummary.liveNodes(view),
                view.users(),
                view.clients(),
                view.phase().name().toLowerCase(Locale.ROOT),
                view.protection().name().toLowerCase(Locale.ROOT),
                Millis.ofMicros(view.lagMicros()),
                view.patienceMillis(),
                view.lastFailover()
                        .map(failover -> LastFailover.of(failover, nowNanos))
                        .orElse(null),
                view.nodes().stream()
                        .map(node -> NodeDocument.of(node, isMaster(view, node)))
                        .toList());
    }

    private static boolean isMaster(ClusterView view, NodeView node) {
        return view.master().isPresent() && view.master().get().nodeId() == node.nodeId();
    }
}
