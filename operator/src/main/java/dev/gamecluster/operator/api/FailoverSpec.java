package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.gamecluster.protocol.Limits;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** How soon a lost master is replaced, and how much may be lost. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.suspectAfterMillis >= 2 * self.heartbeatMillis",
        message =
                "suspectAfterMillis is too short: write at least twice heartbeatMillis, or every late heartbeat makes a suspect")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailoverSpec(
        @ValidationRule(
                value = "self >= 10 && self <= 10000",
                message = "write milliseconds from 10 to 10000, such as 100")
        @JsonPropertyDescription("Interval of the nodes' heartbeats, ms.")
        @Default("100")
        Integer heartbeatMillis,

        @ValidationRule(
                value = "self >= 20 && self <= 60000",
                message = "write milliseconds from 20 to 60000, such as 300")
        @JsonPropertyDescription("A node silent for longer is suspect, and is probed before anything is done, ms.")
        @Default("300")
        Integer suspectAfterMillis,

        @ValidationRule(
                value = "self >= 20 && self <= 60000",
                message = "write milliseconds from 20 (one tick) to 60000, such as 30")
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
