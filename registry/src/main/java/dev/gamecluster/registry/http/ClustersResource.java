package dev.gamecluster.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.DrainResult;
import dev.gamecluster.registry.core.NodeView;
import dev.gamecluster.registry.core.Reach;
import dev.gamecluster.registry.server.RegistryServer;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the registry knows, and what can be asked of it. */
@Path("/api/v1/clusters")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "clusters")
@APIResponse(
        responseCode = "default",
        description = "a problem; `code` tells which",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public final class ClustersResource {
    private final RegistryServer registry;
    private final ObjectReader switchoverReader;

    @Inject
    public ClustersResource(RegistryServer registry, ObjectMapper mapper) {
        this.registry = registry;
        this.switchoverReader =
                mapper.readerFor(SwitchoverRequest.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @GET
    @Operation(operationId = "listClusters", summary = "All clusters, without their nodes")
    @APIResponse(responseCode = "200", description = "the clusters")
    public List<ClusterSummary> list() {
        return Answers.await(registry.views()).stream().map(ClusterSummary::of).toList();
    }

    @GET
    @Path("{namespace}/{name}")
    @Operation(operationId = "getCluster", summary = "One cluster with all its nodes")
    @APIResponse(responseCode = "200", description = "the cluster")
    public ClusterDocument get(@PathParam("namespace") String namespace, @PathParam("name") String name) {
        return ClusterDocument.of(view(namespace, name), System.nanoTime());
    }

    @GET
    @Path("{namespace}/{name}/endpoint")
    @Operation(
            operationId = "chooseEndpoint",
            summary = "Where a client should connect now",
            description =
                    "The live slave with the lowest load, counting the clients that were sent there since its last heartbeat; the"
                            + " master when there is no slave; 503 (NO_NODE) when there is neither. With reach=outside only nodes"
                            + " count whose endpoint is published; 503 (NOT_PUBLISHED) when there is none.")
    @APIResponse(responseCode = "200", description = "the node to connect to")
    public EndpointDocument endpoint(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @Parameter(description = Reaches.DESCRIPTION, schema = @Schema(enumeration = {"inside", "outside"}))
                    @QueryParam("reach")
                    @DefaultValue(Reaches.INSIDE)
                    String reach) {
        ClusterName cluster = cluster(namespace, name);
        Reach from = Reaches.parse(reach);
        return Answers.await(registry.chooseEndpoint(cluster, from))
                .map(choice -> new EndpointDocument(choice.node(), choice.endpoint()))
                .orElseThrow(() -> Reaches.nobody(view(namespace, name), from));
    }

    @GET
    @Path("{namespace}/{name}/master")
    @Operation(
            operationId = "getMaster",
            summary = "The current master",
            description =
                    "503 (NO_MASTER) when there is none; with reach=outside 503 (NOT_PUBLISHED) when its endpoint is not published.")
    @APIResponse(responseCode = "200", description = "the master")
    public MasterDocument master(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @Parameter(description = Reaches.DESCRIPTION, schema = @Schema(enumeration = {"inside", "outside"}))
                    @QueryParam("reach")
                    @DefaultValue(Reaches.INSIDE)
                    String reach) {
        Reach from = Reaches.parse(reach);
        ClusterView view = view(namespace, name);
        NodeView master = view.master()
                .orElseThrow(() -> new ProblemException(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "NO_MASTER",
                        namespace + "/" + name + " has no master now; ask again"));
        return new MasterDocument(master.name(), view.epoch(), Reaches.endpointOf(master, from));
    }

    @POST
    @Path("{namespace}/{name}/switchover")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "switchover",
            summary = "Makes another node master, without loss",
            description =
                    "Answers when it is done. Refused with 404 (UNKNOWN_TARGET), 409 (TARGET_IS_MASTER, TARGET_NOT_READY, NO_SLAVE,"
                            + " BUSY) or 503 (NO_MASTER), and nothing was changed; 503 (SWITCHOVER_FAILED) says who is master instead.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SwitchoverRequest.class)))
    @APIResponse(responseCode = "200", description = "it is done")
    public SwitchoverDocument switchover(
            @PathParam("namespace") String namespace, @PathParam("name") String name, byte[] body) {
        ClusterName cluster = cluster(namespace, name);
        Optional<String> to = target(body);
        return Problems.document(Answers.await(registry.switchover(cluster, to)));
    }

    @POST
    @Path("{namespace}/{name}/nodes/{node}/drain")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "drain",
            summary = "Makes a node send its clients away",
            description =
                    "A master hands over first (409 or 503 as for a switchover when it cannot). The node gets no new clients until its"
                            + " process ends; when its last client has gone there is an event `drained`.")
    @APIResponse(responseCode = "200", description = "it drains")
    public DrainDocument drain(
            @PathParam("namespace") String namespace, @PathParam("name") String name, @PathParam("node") String node) {
        return switch (Answers.await(registry.drain(cluster(namespace, name), node))) {
            case DrainResult.Draining draining -> new DrainDocument(draining.node(), "draining");
            case DrainResult.UnknownNode unknown ->
                throw new ProblemException(
                        Response.Status.NOT_FOUND, "UNKNOWN_NODE", "there is no live node \"" + unknown.node() + "\"");
            case DrainResult.NotHandedOver not -> throw Problems.notDone(not.switchover());
        };
    }

    private ClusterView view(String namespace, String name) {
        return Answers.await(registry.view(cluster(namespace, name)));
    }

    static ClusterName cluster(String namespace, String name) {
        try {
            return new ClusterName(namespace, name);
        } catch (IllegalArgumentException noName) {
            throw new ProblemException(
                    Response.Status.NOT_FOUND, "UNKNOWN_CLUSTER", "there is no cluster " + namespace + "/" + name);
        }
    }

    private Optional<String> target(byte[] body) {
        if (body == null || new String(body, StandardCharsets.UTF_8).isBlank()) {
            return Optional.empty();
        }
        try {
            SwitchoverRequest request = switchoverReader.readValue(body);
            return request == null ? Optional.empty() : Optional.ofNullable(request.to());
        } catch (JsonProcessingException notJson) {
            throw new ProblemException(
                    Response.Status.BAD_REQUEST,
                    "BAD_REQUEST",
                    "the body must be empty or {\"to\":\"<name of a node>\"}: " + notJson.getOriginalMessage());
        } catch (java.io.IOException unreadable) {
            throw new ProblemException(Response.Status.BAD_REQUEST, "BAD_REQUEST", "the body cannot be read");
        }
    }
}
