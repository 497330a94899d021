package dev.gamecluster.registry.http;

import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.Failover;
import dev.gamecluster.registry.core.NodeState;
import dev.gamecluster.registry.server.RegistryServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** {@code gamecluster_registry_*}: read from the registry's pictures when they are asked for. */
public final class RegistryMetrics {
    private final MeterRegistry meters;
    private final Supplier<RegistryServer> registry;
    private final Map<ClusterName, List<Meter>> byCluster = new ConcurrentHashMap<>();

    public RegistryMetrics(MeterRegistry meters, Supplier<RegistryServer> registry) {
        this.meters = meters;
        this.registry = registry;
        counter("malformed", "Messages that were none, or that a registry does not take", server -> server.counters()
                .malformed());
        counter("unknown_cluster", "Messages of nodes of a cluster that is not configured", server -> server.counters()
                .unknownCluster());
        counter("undelivered", "Messages to nodes that are not connected or do not read", server -> server.counters()
                .undelivered());
    }

    public void add(ClusterName cluster) {
        List<Meter> of = new ArrayList<>();
        for (NodeState state : NodeState.values()) {
            of.add(Gauge.builder("gamecluster.registry.nodes", () -> count(cluster, state))
                    .description("Nodes by state")
                    .tags(Tags.of(
                            "cluster", cluster.text(), "state", state.name().toLowerCase(Locale.ROOT)))
                    .register(meters));
        }
        of.add(gauge(cluster, "epoch", "Number of the current reign", ClusterView::epoch));
        of.add(gauge(
                cluster,
                "has_master",
                "1 while a master that is not lost is known",
                view -> view.master().isPresent() ? 1 : 0));
        of.add(gauge(cluster, "clients", "Connections of all nodes", ClusterView::clients));
        of.add(gauge(cluster, "users", "Logged-in users of the world", ClusterView::users));
        of.add(gauge(
                cluster, "last_failover_duration_millis", "From notice to the new master", view -> view.lastFailover()
                        .map(Failover::durationMillis)
                        .orElse(0.0)));
        of.add(gauge(
                cluster,
                "last_failover_lost_millis",
                "World time that the last failover lost",
                view -> view.lastFailover()
                        .map(failover -> (double) failover.lostMillis())
                        .orElse(0.0)));
        of.add(gauge(
                cluster,
                "suspect_after_millis",
                "Silence after which a node is suspect; more than is configured after false alarms",
                ClusterView::patienceMillis));
        of.add(counter(cluster, "failovers", "Unplanned changes of master", ClusterView::failovers));
        of.add(counter(cluster, "switchovers", "Planned changes of master", ClusterView::switchovers));
        of.add(counter(cluster, "heartbeats", "Heartbeats taken", ClusterView::heartbeats));
        byCluster.put(cluster, of);
    }

    public void remove(ClusterName cluster) {
        List<Meter> of = byCluster.remove(cluster);
        if (of != null) {
            of.forEach(meters::remove);
        }
    }

    private void counter(String name, String description, ToDoubleFunction<RegistryServer> count) {
        FunctionCounter.builder("gamecluster.registry." + name, registry, source -> count.applyAsDouble(source.get()))
                .description(description)
                .register(meters);
    }

    private Meter gauge(ClusterName cluster, String name, String description, ToDoubleFunction<ClusterView> value) {
        return Gauge.builder("gamecluster.registry." + name, () -> value(cluster, value))
                .description(description)
                .tag("cluster", cluster.text())
                .register(meters);
    }

    private Meter counter(ClusterName cluster, String name, String description, ToDoubleFunction<ClusterView> value) {
        return FunctionCounter.builder("gamecluster.registry." + name, this, metrics -> metrics.value(cluster, value))
                .description(description)
                .tag("cluster", cluster.text())
                .register(meters);
    }

    private double count(ClusterName cluster, NodeState state) {
        return value(cluster, view -> view.nodes().stream()
                .filter(node -> node.state() == state)
                .count());
    }

    private double value(ClusterName cluster, ToDoubleFunction<ClusterView> value) {
        for (ClusterView view : registry.get().pictures()) {
            if (view.cluster().equals(cluster)) {
                return value.applyAsDouble(view);
            }
        }
        return 0;
    }
}
