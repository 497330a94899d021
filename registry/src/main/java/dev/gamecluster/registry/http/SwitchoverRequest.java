package dev.gamecluster.registry.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which node shall become master. */
@Schema(name = "SwitchoverRequest")
public record SwitchoverRequest(
        @Schema(
                description = "name of the new master; default: the slave that is most advanced, then least loaded",
                nullable = true,
                examples = "demo-2")
        String to) {}
