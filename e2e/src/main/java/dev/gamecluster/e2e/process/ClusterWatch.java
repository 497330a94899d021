package dev.gamecluster.e2e.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a cluster says of itself over HTTP, and waiting until it says something else. */
public final class ClusterWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long POLL_NANOS = 5_000_000L;

    private final URI registry;
    private final String cluster;
    private final Function<String, URI> nodes;
    private final Supplier<String> processes;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    public ClusterWatch(ProcessCluster cluster) {
        this(cluster.registryUri(), ProcessCluster.CLUSTER, cluster::nodeUri, cluster::describe);
    }

    /**
     * @param registry base address of the registry's HTTP API
     * @param cluster namespace/name
     * @param nodes management address of a node, by name
     */
    public ClusterWatch(URI registry, String cluster, Function<String, URI> nodes) {
        this(registry, cluster, nodes, () -> "its processes are not known here");
    }

    private ClusterWatch(URI registry, String cluster, Function<String, URI> nodes, Supplier<String> processes) {
        this.processes = processes;
        this.registry = registry;
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /** @return the cluster as the registry knows it, empty when the registry does not answer */
    public Optional<JsonNode> view() {
        return get(registry.resolve("/api/v1/clusters/" + cluster));
    }

    /** @return name of the master, or empty */
    public String master() {
        return view().map(view -> view.path("master").asText("")).orElse("");
    }

    public long epoch() {
        return view().map(view -> view.path("epoch").asLong()).orElse(0L);
    }

    /** Names of the nodes with this role and the state live. */
    public List<String> live(String role) {
        List<String> names = new ArrayList<>();
        view().ifPresent(view -> view.path("nodes").forEach(node -> {
            if (node.path("role").asText().equals(role)
                    && node.path("state").asText().equals("live")) {
                names.add(node.path("name").asText());
            }
        }));
        return names;
    }

    /**
     * Waits for a master and this many live slaves.
     *
     * @throws IllegalStateException that does not come true in time: says what the registry knows, and which processes run
     */
    public void awaitComplete(int slaves, int seconds) {
        try {
            await("a master and " + slaves + " live slaves", seconds, () -> isComplete(slaves));
        } catch (IllegalStateException late) {
            throw new IllegalStateException(late.getMessage() + ": " + describe(), late);
        }
    }

    /** A master and this many live slaves. */
    public boolean isComplete(int slaves) {
        return !master().isEmpty() && live("slave").size() == slaves;
    }

    private String describe() {
        List<String> known = new ArrayList<>();
        view().ifPresent(view -> view.path("nodes")
                .forEach(node -> known.add(node.path("name").asText() + " ("
                        + node.path("role").asText() + ", "
                        + node.path("state").asText() + ")")));
        return "the registry knows " + (known.isEmpty() ? "no node" : String.join(", ", known)) + "; "
                + processes.get();
    }

    /** The node's last state hash as {@code seq:hash}, or empty when it is not ready. */
    public String stateHash(String name) {
        Optional<JsonNode> health = get(nodes.apply(name).resolve("/q/health/ready"));
        for (JsonNode check : health.map(body -> body.path("checks")).orElse(JSON.createArrayNode())) {
            if (check.path("name").asText().equals("node")
                    && check.path("status").asText().equals("UP")) {
                JsonNode data = check.path("data");
                return data.path("hash_seq").asText() + ":" + data.path("hash").asText();
            }
        }
        return "";
    }

    /** Whether two nodes have shown the same state hash at the same seq, both at this moment. */
    public boolean haveSameHash(String one, String other) {
        String hash = stateHash(one);
        return !hash.isEmpty() && !hash.startsWith("0:") && hash.equals(stateHash(other));
    }

    /** @return the value of a metric of a node, NaN when it has none or does not answer */
    public double metric(String name, String metric) {
        String text = text(nodes.apply(name).resolve("/q/metrics")).orElse("");
        return text.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    public Optional<JsonNode> get(URI address) {
        try {
            Optional<String> body = text(address);
            return body.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(body.get()));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private Optional<String> text(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        try {
            return Optional.of(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** @return body of a POST; an error's body too */
    public JsonNode post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(registry.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException unreachable) {
            throw new IllegalStateException("POST " + path + " failed: " + unreachable, unreachable);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** @throws IllegalStateException when the condition does not come true in time */
    public static void await(String what, int seconds, BooleanSupplier condition) {
        await(what, seconds, POLL_NANOS, condition);
    }

    /**
     * @param pollNanos between two looks at the condition
     * @throws IllegalStateException when the condition does not come true in time
     */
    public static void await(String what, int seconds, long pollNanos, BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNanos) {
                throw new IllegalStateException(what + " did not come true within " + seconds + " s");
            }
            LockSupport.parkNanos(pollNanos);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
