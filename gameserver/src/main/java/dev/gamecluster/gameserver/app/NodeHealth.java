package dev.gamecluster.gameserver.app;

import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.protocol.node.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Live: the world thread cycles. Ready: the node may take clients. */
@Singleton
public class NodeHealth {
    private static final long STUCK_NANOS = 5_000_000_000L;

    private final RunningNode running;

    NodeHealth(RunningNode running) {
        this.running = running;
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> {
            long idle = running.server()
                    .map(server -> server.idleNanos(System.nanoTime()))
                    .orElse(0L);
            return HealthCheckResponse.named("world thread")
                    .status(idle < STUCK_NANOS)
                    .withData("idle_ms", idle / 1_000_000)
                    .build();
        };
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> running.view()
                .map(NodeHealth::readiness)
                .orElseGet(() -> HealthCheckResponse.named("node").down().build());
    }

    private static HealthCheckResponse readiness(NodeView view) {
        boolean master = view.role() == Role.MASTER;
        boolean slave = view.role() == Role.SLAVE && view.following() && view.admittedSeq() > 0;
        return HealthCheckResponse.named("node")
                .status((master || slave) && !view.draining() && !view.leaving())
                .withData("role", view.role().name().toLowerCase(java.util.Locale.ROOT))
                .withData("epoch", view.epoch())
                .withData("tick", view.position().tick())
                .withData("hash_seq", view.checkedSeq())
                .withData("hash", Long.toHexString(view.checkedHash()))
                .withData("lag_ms", view.lagMicros() / 1_000)
                .build();
    }
}
