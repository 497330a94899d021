package dev.gamecluster.registry.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.registry.http.EventHub;
import dev.gamecluster.registry.http.HttpListener;
import dev.gamecluster.registry.http.RegistryMetrics;
import dev.gamecluster.registry.server.EventLog;
import dev.gamecluster.registry.server.MemoryFenceStore;
import dev.gamecluster.registry.server.RegistryServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** The beans of a registry that is alone: one cluster, reigns kept in memory. */
@ApplicationScoped
@IfBuildProperty(name = "gamecluster.registry.standalone", stringValue = "true", enableIfMissing = true)
public class StandaloneRegistry {
    static final int BROKEN = 70;

    private static final Logger LOG = Logger.getLogger("dev.gamecluster.registry");

    @Produces
    @Singleton
    EventHub hub(ObjectMapper mapper) {
        return new EventHub(mapper, Clock.systemUTC());
    }

    @Produces
    @Singleton
    RegistryServer registry(EventHub hub, MeterRegistry meters) {
        RegistryOptions options = RegistryOptions.of(RegistryConfiguration.read());
        AtomicReference<RegistryServer> started = new AtomicReference<>();
        RegistryMetrics metrics = new RegistryMetrics(meters, started::get);
        RegistryServer registry = new RegistryServer(
                options.server(),
                new MemoryFenceStore(),
                new EventLog(new HttpListener(hub, metrics)),
                StandaloneRegistry::broken);
        started.set(registry);
        registry.addCluster(options.cluster(), options.director());
        return registry;
    }

    void close(@Disposes RegistryServer registry) {
        registry.close();
    }

    private static void broken(Thread thread, Throwable failure) {
        LOG.error("the registry is broken and ends: " + failure.getMessage(), failure);
        Runtime.getRuntime().halt(BROKEN);
    }
}
