package dev.gamecluster.operator.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.operator.act.Actor;
import dev.gamecluster.operator.act.KubernetesEvents;
import dev.gamecluster.operator.act.RegistryEvents;
import dev.gamecluster.operator.act.StatusFenceStore;
import dev.gamecluster.operator.act.StatusWriter;
import dev.gamecluster.operator.lead.ActingLabel;
import dev.gamecluster.operator.lead.Leadership;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.manifest.Surroundings;
import dev.gamecluster.operator.observe.PodDirectory;
import dev.gamecluster.operator.reconcile.GameClusterReconciler;
import dev.gamecluster.operator.reconcile.Triggers;
import dev.gamecluster.registry.http.EventHub;
import dev.gamecluster.registry.http.HttpListener;
import dev.gamecluster.registry.http.RegistryMetrics;
import dev.gamecluster.registry.server.EventLog;
import dev.gamecluster.registry.server.RegistryServer;
import dev.gamecluster.registry.server.ServerSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * All parts of the operator and how they hang together. The registry listens from the start; clusters are given to it when this replica
 * acts.
 */
@Singleton
public class OperatorParts implements Leadership.Listener {
    private static final Logger LOG = Logger.getLogger("dev.gamecluster.operator");
    private static final int BROKEN = 70;
    private static final int REPLACED = 75;
    private static final int UNAVAILABLE = 69;
    /** An election waits for the fence. */
    private static final int FENCE_TIMEOUT_MILLIS = 1_500;

    private final OperatorConfiguration configuration;
    private final KubernetesClient client;
    private final KubernetesClient fenceClient;
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<RegistryServer> registry = new AtomicReference<>();
    private final Triggers triggers;
    private final KubernetesEvents events;
    private final StatusFenceStore fences;
    private final Leadership leadership;
    private final EventHub hub;
    private volatile boolean stopping;
    private Operator operator;
    private PodDirectory pods;

    OperatorParts(
            OperatorConfiguration configuration, KubernetesClient client, ObjectMapper mapper, MeterRegistry meters) {
        this.configuration = configuration;
        this.client = client;
        this.fenceClient = new KubernetesClientBuilder()
                .withConfig(impatient(client.getConfiguration()))
                .build();
        this.hub = new EventHub(mapper, clock);
        this.triggers = new Triggers(registry::get);
        this.events = new KubernetesEvents(client, triggers::resource, clock, identity());
        this.fences = new StatusFenceStore(fenceClient);
        RegistryMetrics metrics = new RegistryMetrics(meters, registry::get);
        registry.set(new RegistryServer(
                new ServerSettings(configuration.controlBind(), configuration.controlPort()),
                fences,
                new EventLog(new RegistryEvents(new HttpListener(hub, metrics), events, triggers::changed)),
                OperatorParts::broken));
        this.leadership = new Leadership(client, configuration.namespace(), Names.OPERATOR, identity(), this);
    }

    private static Config impatient(Config config) {
        return new ConfigBuilder(config)
                .withRequestTimeout(FENCE_TIMEOUT_MILLIS)
                .withConnectionTimeout(FENCE_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    @Produces
    @Singleton
    RegistryServer registry() {
        return registry.get();
    }

    @Produces
    @Singleton
    EventHub hub() {
        return hub;
    }

    @Produces
    @Singleton
    Leadership leadership() {
        return leadership;
    }

    /** Competes from now on. */
    void begin() {
        if (configuration.pod().isPresent()) {
            label().drop();
        }
        leadership.compete();
    }

    @Override
    public void begins() {
        Thread.ofPlatform().name("begin").start(this::act);
    }

    private void act() {
        try {
            pods = new PodDirectory(client, triggers);
            operator = new Operator(overrider -> overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .checkingCRDAndValidateLocalModel(true));
            operator.register(new GameClusterReconciler(
                    pods,
                    registry.get(),
                    new Actor(client, registry.get(), events),
                    new StatusWriter(client),
                    new Surroundings(
                            configuration.registry(), configuration.gameserverImage(), configuration.namespace()),
                    triggers,
                    leadership::isHolding,
                    clock));
            operator.start();
            if (configuration.pod().isPresent()) {
                label().take();
            }
        } catch (OperatorException cannotStart) {
            LOG.error(
                    "the operator cannot start: " + cannotStart.getMessage()
                            + " (are the definitions of deploy/crds installed?)",
                    cannotStart);
            Runtime.getRuntime().halt(UNAVAILABLE);
        } catch (RuntimeException cannotStart) {
            LOG.error("the operator cannot start: " + cannotStart.getMessage(), cannotStart);
            Runtime.getRuntime().halt(UNAVAILABLE);
        }
    }

    @Override
    public void ends(String why) {
        if (!stopping) {
            LOG.warn(why + ": this process ends");
            Runtime.getRuntime().halt(REPLACED);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        triggers.close();
        if (operator != null) {
            operator.stop();
            pods.close();
        }
        registry.get().close();
        leadership.close();
        events.close();
        fences.close();
        fenceClient.close();
    }

    private ActingLabel label() {
        return new ActingLabel(
                client, configuration.namespace(), configuration.pod().orElseThrow());
    }

    private String identity() {
        return configuration
                .pod()
                .orElseGet(() -> hostName() + "-" + ProcessHandle.current().pid());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            return "operator";
        }
    }

    private static void broken(Thread thread, Throwable failure) {
        LOG.error("the registry is broken and ends: " + failure.getMessage(), failure);
        Runtime.getRuntime().halt(BROKEN);
    }
}
