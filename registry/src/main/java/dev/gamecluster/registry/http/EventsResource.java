package dev.gamecluster.registry.http;

import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.server.RegistryServer;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** What happens in a cluster, as it happens. */
@Path("/api/v1/clusters")
@Blocking
@Tag(name = "clusters")
public final class EventsResource {
    /** A comment that keeps the connection open through proxies, and shows when nobody is there any more. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final RegistryServer registry;
    private final EventHub hub;

    @Inject
    public EventsResource(RegistryServer registry, EventHub hub) {
        this.registry = registry;
        this.hub = hub;
    }

    @GET
    @Path("{namespace}/{name}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "watchEvents",
            summary = "What happens, as server-sent events",
            description =
                    "`event:` is one of joined, left, suspect, recovered, fenced, promoted, no_candidate, drained, scaled; the data is a"
                            + " JSON object with the same name in `event`, a `time`, and what belongs to it. With `Last-Event-ID` the events since"
                            + " that one come first, as far as they are still known (256; ids begin anew with the process). 503 (OVERLOADED) when"
                            + " 256 listen already. A listener that does not read is cut off.")
    @APIResponse(
            responseCode = "200",
            description = "the events",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .STRING)))
    @APIResponse(
            responseCode = "default",
            description = "a problem; `code` tells which",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        ClusterName cluster = ClustersResource.cluster(namespace, name);
        Answers.await(registry.view(cluster));
        Multi<EventHub.Published> events = hub.listen(cluster, parse(lastEventId))
                .orElseThrow(() -> new ProblemException(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "OVERLOADED",
                        EventHub.LISTENERS + " listeners are served already"));
        Multi<OutboundSseEvent> comments = Multi.createFrom()
                .ticks()
                .every(KEEP_ALIVE)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("").build());
        return Multi.createBy().merging().streams(events.map(event -> outbound(sse, event)), comments);
    }

    private static OutboundSseEvent outbound(Sse sse, EventHub.Published event) {
        return sse.newEventBuilder()
                .id(Long.toString(event.id()))
                .name(event.name())
                .data(event.json())
                .build();
    }

    /** Negative when there is none, or it is none of ours. */
    private static long parse(String lastEventId) {
        try {
            return lastEventId == null ? -1 : Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }
}
