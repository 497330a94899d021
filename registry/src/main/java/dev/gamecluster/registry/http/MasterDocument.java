package dev.gamecluster.registry.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The current master. */
@Schema(name = "Master")
public record MasterDocument(
        @Schema(examples = "demo-0") String node,
        long epoch,
        @Schema(examples = "tcp://10.0.0.6:5555") String endpoint) {}
