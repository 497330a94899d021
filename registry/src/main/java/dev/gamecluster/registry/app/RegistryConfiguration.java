package dev.gamecluster.registry.app;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Every key of the registry, as read. {@link RegistryOptions} says what is allowed. Read key by key: a mapping of everything below
 * {@code gamecluster} would be found by the framework also where the registry is embedded, and refuse that program's own keys.
 *
 * @param cluster the cluster that is managed, {@code namespace/name}
 * @param parentPid when set, the registry ends as soon as that process is gone
 */
record RegistryConfiguration(String cluster, Registry registry, Failover failover, Optional<String> parentPid) {
    /**
     * The registry's own ports and what it expects.
     *
     * @param controlPort where nodes connect
     * @param slaves number of slaves the cluster should have; without it any number is right
     */
    record Registry(
            String httpPort, String httpBind, String controlPort, String controlBind, Optional<String> slaves) {}

    /**
     * How patient the registry is.
     *
     * @param heartbeatMillis interval of the nodes' heartbeats
     * @param suspectAfterMillis a node silent for longer is suspect, and is probed
     * @param maximumLossMillis the loss bound
     * @param whenNoSlave {@code Continue} or {@code Hold}
     */
    record Failover(String heartbeatMillis, String suspectAfterMillis, String maximumLossMillis, String whenNoSlave) {}

    /** From system properties, environment and files. */
    static RegistryConfiguration read() {
        return read(ConfigProvider.getConfig());
    }

    static RegistryConfiguration read(Config config) {
        return new RegistryConfiguration(
                text(config, "gamecluster.cluster", "local/demo"),
                new Registry(
                        text(config, "gamecluster.registry.http-port", "8080"),
                        text(config, "gamecluster.registry.http-bind", "0.0.0.0"),
                        text(config, "gamecluster.registry.control-port", "5550"),
                        text(config, "gamecluster.registry.control-bind", "0.0.0.0"),
                        config.getOptionalValue("gamecluster.registry.slaves", String.class)),
                new Failover(
                        text(config, "gamecluster.failover.heartbeat-millis", "100"),
                        text(config, "gamecluster.failover.suspect-after-millis", "300"),
                        text(config, "gamecluster.failover.maximum-loss-millis", "30"),
                        text(config, "gamecluster.failover.when-no-slave", "Continue")),
                config.getOptionalValue("gamecluster.parent-pid", String.class));
    }

    private static String text(Config config, String key, String otherwise) {
        return config.getOptionalValue(key, String.class).orElse(otherwise);
    }
}
