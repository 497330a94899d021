package dev.gamecluster.operator.reconcile;

import dev.gamecluster.operator.act.Actor;
import dev.gamecluster.operator.act.StatusWriter;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.manifest.Surroundings;
import dev.gamecluster.operator.observe.PodDirectory;
import dev.gamecluster.operator.observe.PodReader;
import dev.gamecluster.operator.plan.Observed;
import dev.gamecluster.operator.plan.Plan;
import dev.gamecluster.operator.plan.Planner;
import dev.gamecluster.operator.plan.PodView;
import dev.gamecluster.operator.plan.Problem;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.server.RegistryServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * One turn of the loop: observe, plan, act, store the status. It turns when Kubernetes or the registry say that something has changed, and
 * every {@link #RESYNC} anyway; heartbeats do not turn it.
 *
 * <p>Resource versions are not compared ({@code comparableResourceVersions = false}): java-operator-sdk 5.3.2 could otherwise lose a change
 * of the spec that races with a write of the status.
 */
@ControllerConfiguration(
        name = "gamecluster",
        // The one that objects are applied with: what is so already is known by it, and not written again.
        fieldManager = Names.OPERATOR,
        generationAwareEventProcessing = true,
        informer = @Informer(comparableResourceVersions = false))
public final class GameClusterReconciler implements Reconciler<GameCluster> {
    static final Duration RESYNC = Duration.ofSeconds(10);
    /** Load is looked at so often. */
    static final Duration AUTOSCALING = Duration.ofSeconds(2);
    /** What Kubernetes refused is tried again after it. */
    static final Duration RETRY = Duration.ofSeconds(3);

    private static final Duration FORMER_PODS = Duration.ofMillis(500);
    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final long REGISTRY_SECONDS = 5;

    private final PodDirectory pods;
    private final RegistryServer registry;
    private final Actor actor;
    private final StatusWriter statuses;
    private final Surroundings surroundings;
    private final Triggers triggers;
    private final BooleanSupplier mayAct;
    private final Clock clock;
    private final ManagedClusters clusters = new ManagedClusters();

    /** @param mayAct whether this replica holds the Lease */
    public GameClusterReconciler(
            PodDirectory pods,
            RegistryServer registry,
            Actor actor,
            StatusWriter statuses,
            Surroundings surroundings,
            Triggers triggers,
            BooleanSupplier mayAct,
            Clock clock) {
        this.pods = pods;
        this.registry = registry;
        this.actor = actor;
        this.statuses = statuses;
        this.surroundings = surroundings;
        this.triggers = triggers;
        this.mayAct = mayAct;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, GameCluster>> prepareEventSources(EventSourceContext<GameCluster> context) {
        triggers.begin(context.getPrimaryCache(), this::forget);
        return List.of(
                triggers.eventSource(),
                owned(Service.class, context),
                owned(PodDisruptionBudget.class, context),
                owned(NetworkPolicy.class, context));
    }

    private static <R extends HasMetadata> EventSource<?, GameCluster> owned(
            Class<R> type, EventSourceContext<GameCluster> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, GameCluster.class)
                        .withName(type.getSimpleName())
                        .withLabelSelector(Names.MANAGED_BY + "=" + Names.OPERATOR)
                        .withComparableResourceVersion(false)
                        .build(),
                context);
    }

    @Override
    public UpdateControl<GameCluster> reconcile(GameCluster cluster, Context<GameCluster> context) throws Exception {
        if (!mayAct.getAsBoolean()) {
            return UpdateControl.<GameCluster>noUpdate().rescheduleAfter(RETRY);
        }
        ClusterName name = new ClusterName(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
        if (cluster.getMetadata().getDeletionTimestamp() != null) {
            registry.endCluster(name);
            return UpdateControl.noUpdate();
        }
        if (hasPodsOfAnother(name, cluster.getMetadata().getUid())) {
            return UpdateControl.<GameCluster>noUpdate().rescheduleAfter(FORMER_PODS);
        }
        ManagedClusters.Entry entry = clusters.entry(name, cluster.getMetadata().getUid());
        register(name, cluster, entry);
        long nowMillis = clock.millis();
        Observed observed = observe(name, cluster, entry, context, nowMillis);
        Plan plan = Planner.plan(cluster, observed, surroundings);
        Optional<Problem> failure = actor.act(name, plan.actions(), entry.expectations(), context);
        entry.remember(plan.memory());
        boolean news = entry.failed(failure);
        return UpdateControl.<GameCluster>noUpdate()
                .rescheduleAfter(news ? AT_ONCE : store(cluster, plan.status(), entry, failure, nowMillis));
    }

    /** @return when to look again */
    private Duration store(
            GameCluster cluster,
            GameClusterStatus status,
            ManagedClusters.Entry entry,
            Optional<Problem> failure,
            long nowMillis) {
        Duration regular = cluster.getSpec().autoscaling() != null ? AUTOSCALING : RESYNC;
        return switch (statuses.write(cluster, status, nowMillis - entry.statusWrittenMillis())) {
            case WRITTEN -> {
                entry.statusWritten(nowMillis);
                yield failure.isPresent() ? RETRY : regular;
            }
            case UNCHANGED -> failure.isPresent() ? RETRY : regular;
            case POSTPONED -> RETRY;
            case CONFLICT -> AT_ONCE;
        };
    }

    /** A cluster of this name was deleted a moment ago: the new one begins when the old one's pods, and with them its world, are gone. */
    private boolean hasPodsOfAnother(ClusterName name, String uid) {
        return pods.pods(name).stream()
                .flatMap(pod -> pod.getMetadata().getOwnerReferences().stream())
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController()) && !uid.equals(owner.getUid()));
    }

    private void register(ClusterName name, GameCluster cluster, ManagedClusters.Entry entry) {
        if (!cluster.getSpec().failover().equals(entry.registered())) {
            registry.addCluster(
                    name,
                    DirectorSettingsOf.spec(
                            cluster.getSpec().failover(),
                            cluster.getSpec().slaves(),
                            cluster.getStatus() != null && cluster.getStatus().reign() > 0));
            entry.registered(cluster.getSpec().failover());
        }
    }

    /** The resource is no more: its nodes may stop at once, and when they are gone the registry forgets them. */
    private void forget(ClusterName name) {
        if (pods.pods(name).isEmpty()) {
            clusters.forget(name);
            registry.removeCluster(name);
        } else {
            registry.endCluster(name);
        }
    }

    private Observed observe(
            ClusterName name,
            GameCluster cluster,
            ManagedClusters.Entry entry,
            Context<GameCluster> context,
            long nowMillis)
            throws InterruptedException, ExecutionException, TimeoutException {
        ClusterView view = registry.view(name).get(REGISTRY_SECONDS, TimeUnit.SECONDS);
        long nowNanos = System.nanoTime();
        List<PodView> views = entry.expectations().complete(pods.pods(name), nowMillis).stream()
                .flatMap(pod -> PodReader.read(name.name(), pod).stream())
                .sorted(Comparator.comparingInt(PodView::ordinal))
                .toList();
        Map<String, Service> nodeServices = context.getSecondaryResourcesAsStream(Service.class)
                .filter(service -> service.getMetadata().getLabels().containsKey(Names.NODE))
                .collect(Collectors.toMap(service -> service.getMetadata().getName(), service -> service));
        return new Observed(
                name.namespace(),
                name.name(),
                cluster.getMetadata().getGeneration(),
                cluster.getStatus() == null ? GameClusterStatus.NONE : cluster.getStatus(),
                views,
                view,
                view.lastFailover()
                        .map(last -> nowMillis - (nowNanos - last.atNanos()) / 1_000_000)
                        .orElse(0L),
                OutsideEndpoints.of(cluster.getSpec().access(), views, nodeServices),
                List.copyOf(nodeServices.keySet()),
                entry.failure(),
                entry.memory(),
                nowMillis);
    }
}
