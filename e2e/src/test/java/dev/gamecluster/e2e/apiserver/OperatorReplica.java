package dev.gamecluster.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.e2e.process.ClusterProcess;
import dev.gamecluster.e2e.process.FreePorts;
import dev.gamecluster.e2e.process.Programs;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One replica of the operator: the real program, configured by the environment of its pod. */
final class OperatorReplica implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final List<String> FAST_START = List.of("-XX:TieredStopAtLevel=1");

    private final String name;
    private final int httpPort;
    private final int controlPort;
    private final ClusterProcess process;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param registry control endpoint that nodes are told */
    OperatorReplica(Programs programs, Path folder, Pod pod, Path kubeconfig, String registry) {
        this.name = pod.getMetadata().getName();
        int base = FreePorts.base(2);
        this.httpPort = base;
        this.controlPort = base + 1;
        Map<String, String> environment = PodEnvironment.of(pod, "127.0.0.1");
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put("GAMECLUSTER_OPERATOR_REGISTRY", registry);
        environment.put("GAMECLUSTER_OPERATOR_CONTROL_BIND", "127.0.0.1");
        environment.put("GAMECLUSTER_OPERATOR_CONTROL_PORT", Integer.toString(controlPort));
        environment.put("GAMECLUSTER_OPERATOR_HTTP_BIND", "127.0.0.1");
        environment.put("GAMECLUSTER_OPERATOR_HTTP_PORT", Integer.toString(httpPort));
        this.process = new ClusterProcess(name, programs.java(), programs.operator(), FAST_START, environment, folder);
    }

    String name() {
        return name;
    }

    int httpPort() {
        return httpPort;
    }

    int controlPort() {
        return controlPort;
    }

    void start() {
        process.start();
    }

    /** kill -9. */
    void kill() {
        process.kill();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** It answers and says that it acts. */
    boolean isActing() {
        return readiness().map(data -> data.path("acting").asBoolean()).orElse(false);
    }

    /** It is ready and leaves the work to another. */
    boolean isStandingBy() {
        return readiness()
                .map(data -> !data.path("acting").asBoolean()
                        && !data.path("lease_holder").asText().isEmpty())
                .orElse(false);
    }

    private Optional<JsonNode> readiness() {
        Optional<HttpResponse<String>> answer = get("/q/health/ready");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (JsonNode check : JSON.readTree(answer.get().body()).path("checks")) {
                if (check.path("name").asText().equals("operator")) {
                    return Optional.of(check.path("data"));
                }
            }
        } catch (IOException notJson) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** @return empty when it does not answer */
    Optional<HttpResponse<String>> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .timeout(PATIENCE)
                .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        process.close();
        http.shutdownNow();
    }
}
