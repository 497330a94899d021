package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** When slaves are added and removed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.minSlaves <= self.maxSlaves",
        message = "minSlaves is above maxSlaves: write minSlaves <= maxSlaves")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AutoscalingSpec(
        @ValidationRule(value = "self >= 0 && self <= 64", message = "write a number of slaves from 0 to 64")
        @JsonPropertyDescription("Never fewer slaves than this.")
        @Default("1")
        Integer minSlaves,

        @ValidationRule(value = "self >= 1 && self <= 64", message = "write a number of slaves from 1 to 64")
        @JsonPropertyDescription("Never more slaves than this.")
        @Default("8")
        Integer maxSlaves,

        @ValidationRule(value = "self >= 1", message = "write a number of clients above 0, such as 300")
        @JsonPropertyDescription("So many clients on each slave are wanted; more slaves are added above it.")
        @Default("300")
        Integer targetClientsPerSlave,

        @ValidationRule(value = "self >= 1 && self <= 100", message = "write a percentage from 1 to 100, such as 70")
        @JsonPropertyDescription("The average load of the slaves that is wanted, percent; more are added above it.")
        @Default("70")
        Integer targetLoadPercent,

        @ValidationRule(value = "self >= 0 && self <= 86400", message = "write seconds from 0 to 86400 (a day)")
        @JsonPropertyDescription("Slaves are removed when that has been right for so long.")
        @Default("120")
        Integer scaleDownDelaySeconds) {
    public AutoscalingSpec {
        minSlaves = minSlaves == null ? Integer.valueOf(1) : minSlaves;
        maxSlaves = maxSlaves == null ? Integer.valueOf(8) : maxSlaves;
        targetClientsPerSlave = targetClientsPerSlave == null ? Integer.valueOf(300) : targetClientsPerSlave;
        targetLoadPercent = targetLoadPercent == null ? Integer.valueOf(70) : targetLoadPercent;
        scaleDownDelaySeconds = scaleDownDelaySeconds == null ? Integer.valueOf(120) : scaleDownDelaySeconds;
    }
}
