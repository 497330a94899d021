package dev.gamecluster.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One GameCluster, as people see it: its resource, pods and events, and what the registry says. */
final class Game {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Installation installation;
    private final String name;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Game(Installation installation, String name) {
        this.installation = installation;
        this.name = name;
    }

    /** {@code namespace/name}. */
    String fullName() {
        return Installation.PLAY + "/" + name;
    }

    Resource<GameCluster> resource() {
        return installation
                .client()
                .resources(GameCluster.class)
                .inNamespace(Installation.PLAY)
                .withName(name);
    }

    GameClusterStatus status() {
        GameCluster cluster = resource().get();
        return cluster == null || cluster.getStatus() == null ? GameClusterStatus.NONE : cluster.getStatus();
    }

    /** @param spec JSON merge patch of the spec */
    void change(String spec) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
    }

    String master() {
        return Objects.requireNonNullElse(status().master(), "");
    }

    long epoch() {
        return status().reign();
    }

    /** By name. */
    Map<String, Pod> pods() {
        Map<String, Pod> pods = new TreeMap<>();
        for (Pod pod : installation
                .client()
                .pods()
                .inNamespace(Installation.PLAY)
                .withLabel("gamecluster.dev/cluster", name)
                .list()
                .getItems()) {
            pods.put(pod.getMetadata().getName(), pod);
        }
        return pods;
    }

    String uid(String pod) {
        Pod found = pods().get(pod);
        return found == null ? "" : found.getMetadata().getUid();
    }

    /** What must not change when nothing happens: epoch, master and its process, pods. */
    String identity() {
        GameClusterStatus status = status();
        Map<String, String> uids = new TreeMap<>();
        pods().forEach((pod, object) -> uids.put(
                pod,
                object.getMetadata().getUid() + " restarts "
                        + object.getStatus().getContainerStatuses().getFirst().getRestartCount()));
        return "epoch " + status.epoch() + ", master " + status.master() + " process " + status.masterProcess()
                + ", pods " + uids;
    }

    /** Pods with this value of the role label, that are there to stay. */
    List<String> withRole(String role) {
        return pods().values().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> role.equals(pod.getMetadata().getLabels().get("gamecluster.dev/role")))
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    /** A master and so many live slaves, said by status, registry and labels alike; no other pods. */
    boolean isWhole(int slaves) {
        GameClusterStatus status = status();
        return status.phase() == GameClusterStatus.Phase.Running
                && Objects.equals(status.readySlaves(), slaves)
                && Objects.equals(status.observedGeneration(), generation())
                && pods().size() == slaves + 1
                && withRole("slave").size() == slaves
                && withRole("master").equals(List.of(status.master()));
    }

    private Long generation() {
        GameCluster cluster = resource().get();
        return cluster == null ? Long.valueOf(-1) : cluster.getMetadata().getGeneration();
    }

    void awaitWhole(int slaves) {
        Waiting.until(fullName() + " with a master and " + slaves + " slaves", this::picture, () -> isWhole(slaves));
    }

    /** A new master under the next epoch, and everything well again. */
    void awaitNewMaster(String before, long epoch) {
        Waiting.until(
                "a master other than " + before + " in epoch " + (epoch + 1),
                this::picture,
                () -> epoch() == epoch + 1 && !before.equals(master()));
    }

    /** For error messages. */
    String picture() {
        String pods = pods().values().stream()
                .map(pod -> pod.getMetadata().getName() + " "
                        + pod.getMetadata().getLabels().get("gamecluster.dev/role")
                        + (pod.getMetadata().getDeletionTimestamp() == null ? "" : " terminating"))
                .collect(Collectors.joining(", "));
        return status() + "; pods: " + pods + "; logs in " + installation.folder() + "; kubelet: "
                + installation.kubelet().problems();
    }

    Condition condition(String type) {
        return status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(new Condition());
    }

    /** Events on the resource with this reason. */
    List<Event> events(String reason) {
        return installation.client().v1().events().inNamespace(Installation.PLAY).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason())
                        && name.equals(event.getInvolvedObject().getName()))
                .toList();
    }

    void awaitEvent(String reason, String text) {
        Waiting.until(
                "an event " + reason + " with '" + text + "'",
                () -> events(reason).stream().map(Event::getMessage).toList(),
                () -> events(reason).stream()
                        .anyMatch(event -> event.getMessage().contains(text)));
    }

    /** Status code of the registry's answer about this cluster, 0 without an answer. */
    int registryCode() {
        try {
            return ask().statusCode();
        } catch (IOException unreachable) {
            return 0;
        }
    }

    /** @return what the registry says of this cluster, a missing node when it knows none */
    JsonNode registryView() {
        try {
            HttpResponse<String> answer = ask();
            return answer.statusCode() == HttpURLConnection.HTTP_OK ? JSON.readTree(answer.body()) : JSON.missingNode();
        } catch (IOException unreachable) {
            return JSON.missingNode();
        }
    }

    private HttpResponse<String> ask() throws IOException {
        URI address = installation.registry().resolve("/api/v1/clusters/" + fullName());
        try {
            return http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
