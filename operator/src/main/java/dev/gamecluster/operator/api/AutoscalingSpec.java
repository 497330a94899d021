package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** When slaves are added and removed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.minSlaves >= 0 && self.minSlaves <= 64 && self.maxSlaves >= 1 && self.maxSlaves <= 64",
        message = "spec.autoscaling.minSlaves must be from 0 to 64 and maxSlaves from 1 to 64")
@ValidationRule(
        value = "self.minSlaves <= self.maxSlaves",
        messageExpression =
                "'spec.autoscaling.minSlaves is ' + string(self.minSlaves) + ', above maxSlaves, which is ' +"
                        + " string(self.maxSlaves) + '; write minSlaves <= maxSlaves'")
@ValidationRule(
        value = "self.targetLoadPercent >= 1 && self.targetLoadPercent <= 100",
        messageExpression =
                "'spec.autoscaling.targetLoadPercent is ' + string(self.targetLoadPercent) + '; write a number from 1"
                        + " to 100, such as 70'")
@ValidationRule(
        value = "self.targetClientsPerSlave >= 1",
        messageExpression =
                "'spec.autoscaling.targetClientsPerSlave is ' + string(self.targetClientsPerSlave) + '; write a number"
                        + " above 0, such as 300'")
@ValidationRule(
        value = "self.scaleDownDelaySeconds >= 0 && self.scaleDownDelaySeconds <= 86400",
        message = "spec.autoscaling.scaleDownDelaySeconds must be from 0 to 86400 seconds (a day)")
public record AutoscalingSpec(
        @JsonPropertyDescription("Never fewer slaves than this.") @Default("1")
        Integer minSlaves,

        @JsonPropertyDescription("Never more slaves than this.") @Default("8")
        Integer maxSlaves,

        @JsonPropertyDescription("So many clients on each slave are wanted; more slaves are added above it.")
        @Default("300")
        Integer targetClientsPerSlave,

        @JsonPropertyDescription("The average load of the slaves that is wanted, percent; more are added above it.")
        @Default("70")
        Integer targetLoadPercent,

        @JsonPropertyDescription("Slaves are removed when that has been right for so long.") @Default("120")
        Integer scaleDownDelaySeconds) {
    public AutoscalingSpec {
        minSlaves = minSlaves == null ? Integer.valueOf(1) : minSlaves;
        maxSlaves = maxSlaves == null ? Integer.valueOf(8) : maxSlaves;
        targetClientsPerSlave = targetClientsPerSlave == null ? Integer.valueOf(300) : targetClientsPerSlave;
        targetLoadPercent = targetLoadPercent == null ? Integer.valueOf(70) : targetLoadPercent;
        scaleDownDelaySeconds = scaleDownDelaySeconds == null ? Integer.valueOf(120) : scaleDownDelaySeconds;
    }
}
