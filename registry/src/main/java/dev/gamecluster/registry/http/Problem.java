package dev.gamecluster.registry.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error as RFC 9457 has it. */
@Schema(name = "Problem", description = "An error (RFC 9457)")
public record Problem(
        @Schema(description = "always about:blank; `code` tells errors apart")
        String type,

        @Schema(description = "name of the HTTP status", examples = "Not Found")
        String title,

        @Schema(examples = "404") int status,

        @Schema(description = "the same error always has the same code", examples = "UNKNOWN_CLUSTER")
        String code,

        @Schema(description = "what went wrong here", examples = "there is no cluster local/other")
        String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";
}
