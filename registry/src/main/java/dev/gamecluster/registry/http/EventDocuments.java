package dev.gamecluster.registry.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.Failover;
import java.time.Instant;

/** Events as JSON: {@code {"event":"promoted","time":"2026-...Z", ...}}. */
final class EventDocuments {
    private final ObjectMapper mapper;

    EventDocuments(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    static String name(ClusterEvent event) {
        return switch (event) {
            case ClusterEvent.Joined joined -> "joined";
            case ClusterEvent.Left left -> "left";
            case ClusterEvent.Suspect suspect -> "suspect";
            case ClusterEvent.Recovered recovered -> "recovered";
            case ClusterEvent.Fenced fenced -> "fenced";
            case ClusterEvent.Promoted promoted -> "promoted";
            case ClusterEvent.NoCandidate none -> "no_candidate";
            case ClusterEvent.Drained drained -> "drained";
            case ClusterEvent.Patience patience -> "patience";
            case ClusterEvent.Scaled scaled -> "scaled";
        };
    }

    String json(ClusterEvent event, Instant time) {
        ObjectNode document = mapper.createObjectNode();
        document.put("event", name(event));
        document.put("time", time.toString());
        switch (event) {
            case ClusterEvent.Joined joined -> document.put("node", joined.node());
            case ClusterEvent.Left left ->
                document.put("node", left.node()).put("reason", left.reason().text());
            case ClusterEvent.Suspect suspect ->
                document.put("node", suspect.node())
                        .put("reason", suspect.reason().text());
            case ClusterEvent.Recovered recovered -> document.put("node", recovered.node());
            case ClusterEvent.Fenced fenced ->
                document.put("epoch", fenced.epoch()).put("master", fenced.master());
            case ClusterEvent.Promoted promoted -> put(document, promoted.failover());
            case ClusterEvent.NoCandidate none ->
                document.put("epoch", none.epoch()).put("message", none.message());
            case ClusterEvent.Drained drained -> document.put("node", drained.node());
            case ClusterEvent.Patience patience ->
                document.put("node", patience.isFalseAlarm() ? patience.node() : null)
                        .put("suspect_after_ms", patience.suspectAfterMillis());
            case ClusterEvent.Scaled scaled ->
                document.put("from", scaled.fromSlaves()).put("to", scaled.toSlaves());
        }
        return document.toString();
    }

    private static void put(ObjectNode document, Failover failover) {
        document.put("from", failover.from().isEmpty() ? null : failover.from());
        document.put("to", failover.to());
        document.put("epoch", failover.epoch());
        document.put("duration_ms", Millis.rounded(failover.durationMillis()));
        document.put("lost_ms", failover.lostMillis());
        document.put("reason", failover.reason().text());
        document.put("writes_may_be_lost", failover.writesMayBeLost());
        document.put("planned", failover.planned());
    }
}
