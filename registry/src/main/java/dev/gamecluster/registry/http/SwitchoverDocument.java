package dev.gamecluster.registry.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A completed switchover. */
@Schema(name = "Switchover")
public record SwitchoverDocument(
        @Schema(examples = "demo-0") String from,
        @Schema(examples = "demo-2") String to,
        @Schema(description = "the new reign") long epoch,

        @JsonProperty("gap_ms")
        @Schema(description = "from asking the old master to stop until the new one was first heard as master")
        double gapMillis) {}
