package dev.gamecluster.operator.app;

import dev.gamecluster.operator.lead.Leadership;
import dev.gamecluster.registry.http.ProblemException;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** A replica that stands by knows no clusters: it says so rather than that there are none. */
@Provider
public final class StandbyFilter implements ContainerRequestFilter {
    private final Leadership leadership;

    @Inject
    public StandbyFilter(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!leadership.isActing()) {
            throw new ProblemException(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "STANDBY",
                    "this replica stands by; " + leadership.holder() + " acts: use the Service gamecluster-operator");
        }
    }
}
