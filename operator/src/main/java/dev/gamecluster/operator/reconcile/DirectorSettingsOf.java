package dev.gamecluster.operator.reconcile;

import dev.gamecluster.operator.api.FailoverSpec;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.WhenNoSlave;
import java.util.OptionalInt;

/** What the registry is told of a spec. */
final class DirectorSettingsOf {
    private DirectorSettingsOf() {}

    static DirectorSettings spec(FailoverSpec failover, int slaves) {
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
                DirectorSettings.SETTLE_MILLIS,
                DirectorSettings.LAST_RESORT_MILLIS,
                DirectorSettings.STEP_DOWN_MILLIS);
    }
}
