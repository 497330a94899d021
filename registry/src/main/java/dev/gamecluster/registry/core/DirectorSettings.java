package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.Limits;
import java.util.OptionalInt;

/**
 * How patient a director is. All in milliseconds, all above 0.
 *
 * @param heartbeatMillis interval at which nodes send heartbeats
 * @param suspectAfterMillis a node silent for longer is suspect and is probed
 * @param prepareMillis how long an election waits for promises
 * @param probeMillis how long a suspect has to answer the probe
 * @param maximumLossMillis the loss bound that the master is told
 * @param whenNoSlave what a master does when no slave is alive
 * @param configuredSlaves number of slaves that the cluster should have; empty: any
 * @param settleMillis after the first heartbeat, how long a new director listens before it tells nodes anything
 * @param lastResortMillis how long an election waits for an admitted candidate before it takes one that may lack writes
 * @param stepDownMillis how long a switchover waits for the master to stop, and then for the target to catch up
 */
public record DirectorSettings(
        int heartbeatMillis,
        int suspectAfterMillis,
        int prepareMillis,
        int probeMillis,
        int maximumLossMillis,
        WhenNoSlave whenNoSlave,
        OptionalInt configuredSlaves,
        int settleMillis,
        int lastResortMillis,
        int stepDownMillis) {
    public static final int SETTLE_MILLIS = 1_000;
    public static final int LAST_RESORT_MILLIS = 3_000;
    public static final int STEP_DOWN_MILLIS = 500;

    public DirectorSettings {
        requirePositive("heartbeatMillis", heartbeatMillis);
        requirePositive("suspectAfterMillis", suspectAfterMillis);
        requirePositive("prepareMillis", prepareMillis);
        requirePositive("probeMillis", probeMillis);
        requirePositive("maximumLossMillis", maximumLossMillis);
        requirePositive("settleMillis", settleMillis);
        requirePositive("lastResortMillis", lastResortMillis);
        requirePositive("stepDownMillis", stepDownMillis);
        if (configuredSlaves.isPresent()
                && (configuredSlaves.getAsInt() < 0 || configuredSlaves.getAsInt() >= Limits.NODES)) {
            throw new IllegalArgumentException(
                    "configuredSlaves " + configuredSlaves.getAsInt() + " must be in 0.." + (Limits.NODES - 1));
        }
    }

    /** The defaults of {@link Limits}, any number of slaves, going on when there is none. */
    public static DirectorSettings defaults() {
        return new DirectorSettings(
                Limits.HEARTBEAT_MILLIS,
                Limits.SUSPECT_AFTER_MILLIS,
                Limits.PREPARE_MILLIS,
                Limits.PROBE_MILLIS,
                Limits.MAXIMUM_LOSS_MILLIS,
                WhenNoSlave.CONTINUE,
                OptionalInt.empty(),
                SETTLE_MILLIS,
                LAST_RESORT_MILLIS,
                STEP_DOWN_MILLIS);
    }

    public DirectorSettings withConfiguredSlaves(OptionalInt slaves) {
        return new DirectorSettings(
                heartbeatMillis,
                suspectAfterMillis,
                prepareMillis,
                probeMillis,
                maximumLossMillis,
                whenNoSlave,
                slaves,
                settleMillis,
                lastResortMillis,
                stepDownMillis);
    }

    public DirectorSettings withWhenNoSlave(WhenNoSlave policy) {
        return new DirectorSettings(
                heartbeatMillis,
                suspectAfterMillis,
                prepareMillis,
                probeMillis,
                maximumLossMillis,
                policy,
                configuredSlaves,
                settleMillis,
                lastResortMillis,
                stepDownMillis);
    }

    private static void requirePositive(String what, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " " + value + " must be above 0");
        }
    }
}
