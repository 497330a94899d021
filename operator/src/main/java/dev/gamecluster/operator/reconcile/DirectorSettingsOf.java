package dev.gamecluster.operator.reconcile;

import dev.gamecluster.operator.api.FailoverSpec;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.WhenNoSlave;
import java.util.OptionalInt;

/** What the registry is told of a spec. */
final class DirectorSettingsOf {
    /**
     * How long the master that the status names is waited for when the operator has just begun: its nodes may need a moment to find the
     * new replica, and an election that is not needed costs players a pause.
     */
    static final int KNOWN_MASTER_MILLIS = 3_000;

    private DirectorSettingsOf() {}

    /** @param reigned the status names a master */
    static DirectorSettings spec(FailoverSpec failover, int slaves, boolean reigned) {
        return new DirectorSettings(
                failover.heartbeatMillis(),
                failover.suspectAfterMillis(),
                Limits.PREPARE_MILLIS,
                Limits.PROBE_MILLIS,
                failover.maxLossMillis(),
                switch (failover.whenNoSlave()) {
                    case Continue -> WhenNoSlave.CONTINUE;
                    case Hold -> WhenNoSlave.HOLD;
                },
                OptionalInt.of(slaves),
                reigned ? KNOWN_MASTER_MILLIS : DirectorSettings.SETTLE_MILLIS,
                DirectorSettings.LAST_RESORT_MILLIS,
                DirectorSettings.STEP_DOWN_MILLIS);
    }
}
