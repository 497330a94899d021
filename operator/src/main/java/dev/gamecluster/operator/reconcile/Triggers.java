package dev.gamecluster.operator.reconcile;

import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.observe.PodDirectory;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.NodeView;
import dev.gamecluster.registry.server.RegistryServer;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What turns the loop besides Kubernetes' own objects: pods, events of the registry, and a look at the registry's picture every {@link
 * #LOOK_MILLIS}, which turns it when something in it is different that a heartbeat alone does not change. What cannot wait for a turn (a
 * pod that goes) is told to the registry at once.
 */
public final class Triggers implements PodDirectory.Listener, AutoCloseable {
    static final long LOOK_MILLIS = 200;

    private static final Logger LOG = Logger.getLogger("dev.gamecluster.operator");

    private final Supplier<RegistryServer> registry;
    private final SimpleInboundEventSource<GameCluster> source = new SimpleInboundEventSource<>("triggers");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("triggers").daemon().factory());
    private final Map<ClusterName, List<Object>> pictures = new HashMap<>();
    private volatile IndexedResourceCache<GameCluster> resources;
    private Consumer<ClusterName> forget = name -> {};

    public Triggers(Supplier<RegistryServer> registry) {
        this.registry = registry;
    }

    EventSource<Void, GameCluster> eventSource() {
        return source;
    }

    /** @param whenGone told of clusters that the registry has and Kubernetes does not */
    void begin(IndexedResourceCache<GameCluster> cache, Consumer<ClusterName> whenGone) {
        resources = cache;
        forget = whenGone;
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The resource as last seen; null when there is none, or before anything was seen. */
    public GameCluster resource(ClusterName cluster) {
        IndexedResourceCache<GameCluster> cache = resources;
        return cache == null
                ? null
                : cache.get(new ResourceID(cluster.name(), cluster.namespace())).orElse(null);
    }

    @Override
    public void changed(ClusterName cluster) {
        if (source.isRunning()) {
            source.propagateEvent(new ResourceID(cluster.name(), cluster.namespace()));
        }
    }

    @Override
    public void terminating(ClusterName cluster, String node) {
        registry.get().drain(cluster, node);
    }

    @Override
    public void gone(ClusterName cluster, String node) {
        registry.get().nodeGone(cluster, node);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        try {
            Set<ClusterName> gone = new HashSet<>(pictures.keySet());
            for (ClusterView view : registry.get().pictures()) {
                gone.remove(view.cluster());
                if (resource(view.cluster()) == null) {
                    forget.accept(view.cluster());
                } else if (!essence(view).equals(pictures.put(view.cluster(), essence(view)))) {
                    changed(view.cluster());
                }
            }
            pictures.keySet().removeAll(gone);
        } catch (RuntimeException broken) {
            LOG.error("looking at the registry failed: " + broken.getMessage(), broken);
        }
    }

    /** What is worth a turn. */
    private static List<Object> essence(ClusterView view) {
        List<Object> essence = new java.util.ArrayList<>();
        essence.add(view.phase());
        essence.add(view.epoch());
        for (NodeView node : view.nodes()) {
            essence.add(
                    List.of(node.name(), node.nodeId(), node.role(), node.state(), node.admitted(), node.holding()));
        }
        return essence;
    }
}
