package dev.gamecluster.registry.http;

import dev.gamecluster.registry.server.RegistryServer;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Well as long as the registry's thread moves. Whether clusters are well is another question, see their status. */
@Liveness
public final class RegistryHealth implements HealthCheck {
    private final RegistryServer registry;

    @Inject
    public RegistryHealth(RegistryServer registry) {
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("registry")
                .status(registry.isWell())
                .withData("control_port", registry.controlPort())
                .withData("clusters", registry.pictures().size())
                .build();
    }
}
