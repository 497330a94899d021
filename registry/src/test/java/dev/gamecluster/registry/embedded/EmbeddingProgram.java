package dev.gamecluster.registry.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.http.EventHub;
import dev.gamecluster.registry.http.HttpListener;
import dev.gamecluster.registry.http.RegistryMetrics;
import dev.gamecluster.registry.server.EventLog;
import dev.gamecluster.registry.server.MemoryFenceStore;
import dev.gamecluster.registry.server.RegistryServer;
import dev.gamecluster.registry.server.ServerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What another program does to have a registry inside. */
@ApplicationScoped
@IfBuildProperty(name = "gamecluster.registry.standalone", stringValue = "false")
public class EmbeddingProgram {
    @ConfigProperty(name = "gamecluster.embedding.clusters")
    String cluster;

    @Produces
    @Singleton
    EventHub hub(ObjectMapper mapper) {
        return new EventHub(mapper, Clock.systemUTC());
    }

    @Produces
    @Singleton
    RegistryServer registry(EventHub hub, MeterRegistry meters) {
        AtomicReference<RegistryServer> started = new AtomicReference<>();
        RegistryMetrics metrics = new RegistryMetrics(meters, started::get);
        RegistryServer registry = new RegistryServer(
                new ServerSettings("127.0.0.1", 0),
                new MemoryFenceStore(),
                new EventLog(new HttpListener(hub, metrics)),
                (thread, failure) -> Runtime.getRuntime().halt(70));
        started.set(registry);
        registry.addCluster(ClusterName.parse(cluster), DirectorSettings.defaults());
        return registry;
    }

    void close(@Disposes RegistryServer registry) {
        registry.close();
    }
}
