package dev.gamecluster.registry.app;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.WhenNoSlave;
import dev.gamecluster.registry.server.ServerSettings;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The configuration, checked. */
record RegistryOptions(
        ClusterName cluster,
        DirectorSettings director,
        ServerSettings server,
        String httpBind,
        int httpPort,
        OptionalLong parentPid) {
    private static final int MILLIS_LIMIT = 60_000;

    /** @throws InvalidConfigurationException naming the key, the value and what is allowed */
    static RegistryOptions of(RegistryConfiguration configuration) {
        RegistryConfiguration.Registry registry = configuration.registry();
        return new RegistryOptions(
                cluster(configuration.cluster()),
                director(configuration.failover(), registry.slaves()),
                new ServerSettings(
                        present("gamecluster.registry.control-bind", registry.controlBind()),
                        integer("gamecluster.registry.control-port", registry.controlPort(), 0, 65_535)),
                present("gamecluster.registry.http-bind", registry.httpBind()),
                integer("gamecluster.registry.http-port", registry.httpPort(), 0, 65_535),
                parentPid(configuration.parentPid()));
    }

    private static DirectorSettings director(RegistryConfiguration.Failover failover, Optional<String> slaves) {
        int heartbeat = integer("gamecluster.failover.heartbeat-millis", failover.heartbeatMillis(), 10, MILLIS_LIMIT);
        int suspectAfter =
                integer("gamecluster.failover.suspect-after-millis", failover.suspectAfterMillis(), 20, MILLIS_LIMIT);
        if (suspectAfter < 2 * heartbeat) {
            throw new InvalidConfigurationException(
                    "gamecluster.failover.suspect-after-millis",
                    failover.suspectAfterMillis(),
                    "at least twice gamecluster.failover.heartbeat-millis, which is " + heartbeat);
        }
        return new DirectorSettings(
                heartbeat,
                suspectAfter,
                Limits.PREPARE_MILLIS,
                Limits.PROBE_MILLIS,
                integer("gamecluster.failover.maximum-loss-millis", failover.maximumLossMillis(), 1, MILLIS_LIMIT),
                whenNoSlave(failover.whenNoSlave()),
                slaves.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(integer("gamecluster.registry.slaves", slaves.get(), 0, Limits.NODES - 1)),
                DirectorSettings.SETTLE_MILLIS,
                DirectorSettings.LAST_RESORT_MILLIS,
                DirectorSettings.STEP_DOWN_MILLIS);
    }

    private static ClusterName cluster(String value) {
        try {
            return ClusterName.parse(value);
        } catch (IllegalArgumentException noName) {
            throw new InvalidConfigurationException(
                    "gamecluster.cluster",
                    value,
                    "namespace/name, each of lower-case letters, digits, '-' and '.', such as local/demo");
        }
    }

    private static WhenNoSlave whenNoSlave(String value) {
        return switch (value) {
            case "Continue" -> WhenNoSlave.CONTINUE;
            case "Hold" -> WhenNoSlave.HOLD;
            default ->
                throw new InvalidConfigurationException(
                        "gamecluster.failover.when-no-slave", value, "Continue or Hold");
        };
    }

    private static OptionalLong parentPid(Optional<String> value) {
        return value.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(integer("gamecluster.parent-pid", value.get(), 1, Integer.MAX_VALUE));
    }

    private static int integer(String key, String value, int lowest, int highest) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // said below, as for a number outside the limits
        }
        throw new InvalidConfigurationException(key, value, "an integer in " + lowest + ".." + highest);
    }

    private static String present(String key, String value) {
        if (value.isBlank()) {
            throw new InvalidConfigurationException(key, value, "the address of an interface, such as 0.0.0.0");
        }
        return value.strip();
    }
}
