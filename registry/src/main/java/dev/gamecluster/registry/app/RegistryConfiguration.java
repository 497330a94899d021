package dev.gamecluster.registry.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Every key of the registry, as read. {@link RegistryOptions} says what is allowed. */
@ConfigMapping(prefix = "gamecluster")
public interface RegistryConfiguration {
    /** The cluster that is managed, {@code namespace/name}. */
    @WithDefault("local/demo")
    String cluster();

    Registry registry();

    Failover failover();

    /** When set, the registry ends as soon as that process is gone. */
    Optional<String> parentPid();

    /** The registry's own ports and what it expects. */
    interface Registry {
        @WithDefault("8080")
        String httpPort();

        @WithDefault("0.0.0.0")
        String httpBind();

        /** Where nodes connect. */
        @WithDefault("5550")
        String controlPort();

        @WithDefault("0.0.0.0")
        String controlBind();

        /** Number of slaves the cluster should have; without it any number is right. */
        Optional<String> slaves();
    }

    /** How patient the registry is. */
    interface Failover {
        /** Interval of the nodes' heartbeats. */
        @WithDefault("100")
        String heartbeatMillis();

        /** A node silent for longer is suspect, and is probed. */
        @WithDefault("300")
        String suspectAfterMillis();

        /** The loss bound. */
        @WithDefault("30")
        String maximumLossMillis();

        /** {@code Continue} or {@code Hold}. */
        @WithDefault("Continue")
        String whenNoSlave();
    }
}
