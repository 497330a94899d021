package dev.gamecluster.registry.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a client should connect now. */
@Schema(name = "Endpoint")
public record EndpointDocument(
        @Schema(examples = "demo-1") String node,
        @Schema(examples = "tcp://10.0.0.7:5555") String endpoint) {}
