package dev.gamecluster.client.command.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.command.ClusterStatus;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.RegistryApi;
import dev.gamecluster.client.command.bench.result.Mark;
import dev.gamecluster.client.command.bench.result.NodeSample;
import dev.gamecluster.client.command.local.ClusterEvents;
import dev.gamecluster.client.command.local.EventText;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the registry once a second how the nodes are, and follows its events. Two threads of its own. */
final class ClusterWatch implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private record Seen(long nanos, List<ClusterStatus.Node> nodes) {}

    private record Happened(long nanos, String kind, String text) {}

    private final RegistryApi registry;
    private final ClusterEvents events;
    private final Instant since = Instant.now();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Seen> seen = new ArrayList<>();
    private final List<Happened> happened = new ArrayList<>();

    ClusterWatch(List<URI> registries, ClusterName cluster) {
        registry = new RegistryApi(registries, cluster);
        events = new ClusterEvents(registry, this::event);
    }

    void start() {
        events.start();
        Thread.ofPlatform().name("cluster-watch").daemon().start(this::look);
    }

    /** Any thread: something that is not the cluster's own doing. */
    void note(String kind, String text) {
        synchronized (happened) {
            happened.add(new Happened(System.nanoTime(), kind, text));
        }
    }

    private void look() {
        try {
            do {
                try {
                    List<ClusterStatus.Node> nodes =
                            ClusterStatus.of(registry.cluster()).nodes();
                    synchronized (seen) {
                        seen.add(new Seen(System.nanoTime(), nodes));
                    }
                } catch (CommandFailed e) {
                    // the registry is away: that shows as a gap
                }
            } while (!closing.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One event of the registry. */
    void event(String name, JsonNode data) {
        if (isOld(data)) {
            return;
        }
        String kind =
                switch (name) {
                    case "promoted" ->
                        !EventText.isFailover(name, data)
                                ? ""
                                : data.path("planned").asBoolean() ? "switchover" : "failover";
                    case "left" -> "node lost";
                    case "joined" -> "node joined";
                    default -> "";
                };
        if (!kind.isEmpty()) {
            note(kind, EventText.of(name, data));
        }
    }

    /** A new listener is told the past first. What has no time counts as new. */
    private boolean isOld(JsonNode data) {
        try {
            return Instant.parse(data.path("time").asText()).isBefore(since);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /**
     * What was seen during the measurement; what was seen last before it tells how it began.
     *
     * @param beginNanos of the measurement
     */
    List<NodeSample> samples(long beginNanos, double seconds) {
        List<NodeSample> samples = new ArrayList<>();
        synchronized (seen) {
            for (int i = 0; i < seen.size(); i++) {
                double at = (seen.get(i).nanos() - beginNanos) / NANOS_PER_SECOND;
                boolean lastBefore =
                        at < 0 && (i + 1 == seen.size() || seen.get(i + 1).nanos() - beginNanos > 0);
                if (lastBefore || at >= 0 && at <= seconds) {
                    seen.get(i).nodes().forEach(node -> samples.add(sample(Math.max(at, 0), node)));
                }
            }
        }
        return samples;
    }

    private static NodeSample sample(double at, ClusterStatus.Node node) {
        return new NodeSample(
                at, node.name(), node.role(), node.state(), node.load(), node.clients(), node.lagMillis());
    }

    List<Mark> marks(long beginNanos, double seconds) {
        List<Mark> marks = new ArrayList<>();
        synchronized (happened) {
            for (Happened each : happened) {
                double at = (each.nanos() - beginNanos) / NANOS_PER_SECOND;
                if (at >= 0 && at <= seconds) {
                    marks.add(new Mark(at, each.kind(), each.text()));
                }
            }
        }
        return marks;
    }

    @Override
    public void close() {
        closing.countDown();
        events.stop();
        registry.close();
    }
}
