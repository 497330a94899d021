package dev.gamecluster.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks registries over HTTP where to connect: the one that answered last first, then the others. One instance serves all clients
 * of a process; at most {@value #IN_FLIGHT} questions are on their way, the others wait in the order they came.
 */
public final class RegistryEndpoints implements EndpointSource, AutoCloseable {
    static final int IN_FLIGHT = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> registries;
    private final ClusterName cluster;
    private final String path;
    private final HttpClient http;
    private final Queue<CompletableFuture<NodeEndpoint>> waiting = new ArrayDeque<>();
    private int inFlight;
    private volatile int preferred;

    /**
     * For a client inside the network of the nodes.
     *
     * @param registries base addresses, for example {@code http://127.0.0.1:8080}; at least one
     */
    public RegistryEndpoints(List<URI> registries, ClusterName cluster) {
        this(registries, cluster, Reach.INSIDE);
    }

    /** @param registries base addresses, for example {@code http://127.0.0.1:8080}; at least one */
    public RegistryEndpoints(List<URI> registries, ClusterName cluster, Reach reach) {
        if (registries.isEmpty()) {
            throw new IllegalArgumentException(
                    "no registry given: expected at least one address like http://127.0.0.1:8080");
        }
        registries.forEach(RegistryEndpoints::requireHttp);
        this.registries = List.copyOf(registries);
        this.cluster = cluster;
        this.path = switch (reach) {
            case INSIDE -> "/endpoint";
            case OUTSIDE -> "/endpoint?reach=outside";
        };
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** @throws IllegalArgumentException when it is not an address like {@code http://host:8080} */
    public static URI requireHttp(URI registry) {
        boolean web = "http".equals(registry.getScheme()) || "https".equals(registry.getScheme());
        if (!web || registry.getHost() == null) {
            throw new IllegalArgumentException("registry address '" + registry
                    + "' is not allowed: expected http://HOST:PORT, for example http://127.0.0.1:8080");
        }
        return registry;
    }

    @Override
    public CompletableFuture<NodeEndpoint> locate() {
        CompletableFuture<NodeEndpoint> answer = new CompletableFuture<>();
        synchronized (waiting) {
            if (inFlight >= IN_FLIGHT) {
                waiting.add(answer);
                return answer;
            }
            inFlight++;
        }
        ask(answer);
        return answer;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void ask(CompletableFuture<NodeEndpoint> answer) {
        ask(preferred, registries.size()).whenComplete((node, problem) -> {
            next();
            if (problem == null) {
                answer.complete(node);
            } else {
                answer.completeExceptionally(problem);
            }
        });
    }

    private void next() {
        CompletableFuture<NodeEndpoint> following;
        synchronized (waiting) {
            following = waiting.poll();
            if (following == null) {
                inFlight--;
                return;
            }
        }
        ask(following);
    }

    private CompletableFuture<NodeEndpoint> ask(int index, int attempts) {
        URI registry = registries.get(index % registries.size());
        HttpRequest request = HttpRequest.newBuilder(RegistryPaths.of(registry, cluster, path))
                .timeout(PATIENCE)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    NodeEndpoint node = node(registry, response);
                    preferred = index % registries.size();
                    return node;
                })
                .exceptionallyCompose(problem -> attempts > 1
                        ? ask(index + 1, attempts - 1)
                        : CompletableFuture.failedFuture(explained(registry, problem)));
    }

    private NodeEndpoint node(URI registry, HttpResponse<String> response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() == 200 && body.hasNonNull("node") && body.hasNonNull("endpoint")) {
                return new NodeEndpoint(
                        body.get("node").asText(), body.get("endpoint").asText());
            }
            String detail = body.path("detail").asText(body.path("title").asText(""));
            throw new CompletionException(new IOException(
                    "the registry at " + registry + " knows no node of " + cluster + " to connect to now (HTTP "
                            + response.statusCode() + (detail.isEmpty() ? "" : ", " + detail) + ")"));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CompletionException(new IOException(
                    "the registry at " + registry + " answered HTTP " + response.statusCode()
                            + " with something unexpected",
                    e));
        }
    }

    private static Throwable explained(URI registry, Throwable problem) {
        Throwable cause = problem;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case HttpTimeoutException timeout ->
                new IOException(
                        "the registry at " + registry + " did not answer in " + PATIENCE.toSeconds() + " s", timeout);
            case ConnectException refused ->
                new IOException(
                        "the registry at " + registry + " is not reachable ("
                                + (isUnknownName(refused) ? "its name is not known" : "connection refused") + ")",
                        refused);
            default -> cause;
        };
    }

    private static boolean isUnknownName(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
