package dev.gamecluster.operator.app;

import dev.gamecluster.operator.lead.Leadership;
import dev.gamecluster.registry.http.ProblemException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** A replica that stands by knows no clusters: it says so rather than that there are none. */
@Provider
public final class StandbyFilter implements ContainerRequestFilter {
    private final Instance<Leadership> leadership;

    /** @param leadership looked up with each request: filters are made before the configuration is read */
    @Inject
    public StandbyFilter(Instance<Leadership> leadership) {
        this.leadership = leadership;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!leadership.get().isActing()) {
            throw new ProblemException(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "STANDBY",
                    "this replica stands by; " + leadership.get().holder()
                            + " acts: use the Service gamecluster-operator");
        }
    }
}
