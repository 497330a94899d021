package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.gamecluster.protocol.Limits;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** How soon a lost master is replaced, and how much may be lost. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.heartbeatMillis >= 10 && self.heartbeatMillis <= 10000",
        messageExpression =
                "'spec.failover.heartbeatMillis is ' + string(self.heartbeatMillis) + '; write a number from 10 to 10000'")
@ValidationRule(
        value = "self.suspectAfterMillis >= 2 * self.heartbeatMillis && self.suspectAfterMillis <= 60000",
        messageExpression =
                "'spec.failover.suspectAfterMillis is ' + string(self.suspectAfterMillis) + '; write at least twice"
                        + " heartbeatMillis (' + string(2 * self.heartbeatMillis) + ') and at most 60000'")
@ValidationRule(
        value = "self.maxLossMillis >= 20 && self.maxLossMillis <= 60000",
        messageExpression =
                "'spec.failover.maxLossMillis is ' + string(self.maxLossMillis) + '; write a number from 20 (one tick)"
                        + " to 60000'")
public record FailoverSpec(
        @JsonPropertyDescription("Interval of the nodes' heartbeats, ms.") @Default("100")
        Integer heartbeatMillis,

        @JsonPropertyDescription("A node silent for longer is suspect, and is probed before anything is done, ms.")
        @Default("300")
        Integer suspectAfterMillis,

        @JsonPropertyDescription(
                "The loss bound, ms: without an acknowledgement of a slave that is newer, the master holds writes.")
        @Default("30")
        Integer maxLossMillis,

        @JsonPropertyDescription(
                "What the master does with writes when no slave is alive: Continue (unprotected, and status says so) or Hold.")
        @Default("Continue")
        WhenNoSlave whenNoSlave) {

    /** See {@link FailoverSpec#whenNoSlave}. */
    public enum WhenNoSlave {
        Continue,
        Hold
    }

    public FailoverSpec {
        heartbeatMillis = heartbeatMillis == null ? Integer.valueOf(Limits.HEARTBEAT_MILLIS) : heartbeatMillis;
        suspectAfterMillis =
                suspectAfterMillis == null ? Integer.valueOf(Limits.SUSPECT_AFTER_MILLIS) : suspectAfterMillis;
        maxLossMillis = maxLossMillis == null ? Integer.valueOf(Limits.MAXIMUM_LOSS_MILLIS) : maxLossMillis;
        whenNoSlave = whenNoSlave == null ? WhenNoSlave.Continue : whenNoSlave;
    }
}
