package dev.gamecluster.client.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.RegistryPaths;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The registry's HTTP API for one cluster, blocking. Every error is a {@link CommandFailed} that names the address. */
public final class RegistryApi implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    /** A switchover waits for the target to catch up. */
    private static final Duration CHANGE = Duration.ofSeconds(30);

    static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> registries;
    private final ClusterName cluster;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public RegistryApi(List<URI> registries, ClusterName cluster) {
        this.registries = registries;
        this.cluster = cluster;
    }

    /** The cluster with all its nodes, as the registry says it. */
    public JsonNode cluster() {
        return call("", null, READ);
    }

    /** @param to name of the node to promote, or null to let the registry choose */
    JsonNode switchover(String to) {
        String body = to == null ? "{}" : JSON.createObjectNode().put("to", to).toString();
        return call("/switchover", body, CHANGE);
    }

    JsonNode drain(String node) {
        return call("/nodes/" + node + "/drain", "{}", CHANGE);
    }

    /**
     * The lines of the event stream, blocking for the next; ends when the registry ends it.
     *
     * @param afterId the last event that is known, 0 for none: those since then come first
     * @throws CommandFailed when it cannot be opened
     */
    public Stream<String> events(long afterId) {
        return exchange(
                        builder -> builder.header("Last-Event-ID", Long.toString(afterId)),
                        "/events",
                        HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private JsonNode call(String below, String body, Duration patience) {
        HttpResponse<String> response = exchange(
                request -> {
                    request.timeout(patience);
                    if (body != null) {
                        request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body));
                    }
                },
                below,
                HttpResponse.BodyHandlers.ofString());
        try {
            JsonNode json = JSON.readTree(response.body());
            if (response.statusCode() / 100 == 2) {
                return json;
            }
            String detail = json.path("detail").asText(json.path("title").asText(""));
            throw new CommandFailed("the registry at " + response.uri().resolve("/") + " answered HTTP "
                    + response.statusCode() + (detail.isEmpty() ? "" : ": " + detail));
        } catch (JsonProcessingException e) {
            throw new CommandFailed("what answers at " + response.uri() + " is no registry: HTTP "
                    + response.statusCode() + ", and not JSON");
        }
    }

    private <B> HttpResponse<B> exchange(
            Consumer<HttpRequest.Builder> details, String below, HttpResponse.BodyHandler<B> handler) {
        CommandFailed problem = null;
        for (URI registry : registries) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(RegistryPaths.of(registry, cluster, below));
                details.accept(request);
                return http.send(request.build(), handler);
            } catch (HttpTimeoutException e) {
                problem = new CommandFailed("the registry at " + registry + " did not answer in time");
            } catch (ConnectException e) {
                problem = new CommandFailed(
                        "the registry at " + registry + " is not reachable. Is it running? Start one with"
                                + " 'gamecluster local up', or say where it is with --registry URL");
            } catch (IOException e) {
                problem = new CommandFailed("the registry at " + registry + " cannot be asked: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailed("interrupted");
            }
        }
        throw problem;
    }
}
