package dev.gamecluster.operator.app;

import dev.gamecluster.operator.lead.Leadership;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: it acts, or it knows who does and stands by. */
@Readiness
public final class OperatorHealth implements HealthCheck {
    private final Leadership leadership;

    @Inject
    public OperatorHealth(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("operator")
                .status(leadership.isActing() || !leadership.holder().isEmpty())
                .withData("acting", leadership.isActing())
                .withData("holds_lease", leadership.isHolding())
                .withData("lease_holder", leadership.holder())
                .build();
    }
}
