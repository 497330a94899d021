package dev.gamecluster.registry.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A node that sends its clients away from now on. */
@Schema(name = "Drain")
public record DrainDocument(
        @Schema(examples = "demo-1") String node,
        @Schema(description = "always draining") String state) {}
