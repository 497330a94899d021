package dev.gamecluster.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.e2e.chaos.Ledger;
import dev.gamecluster.e2e.chaos.Load;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
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

    private static final double WRITES_PER_SECOND = 10;
    /** Balances begin at 0, so every load has users of its own. */
    private static final long USERS_APART = 1_000;

    private final Installation installation;
    private final String name;
    private long firstUser;
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

    /** The operator has seen the newest spec. */
    void awaitSpecTaken(Duration bound) {
        Waiting.until(
                "status of generation " + generation(),
                bound,
                this::picture,
                () -> Objects.equals(status().observedGeneration(), generation()));
    }

    /** The registry knows the master and all slaves, and sends clients to them. */
    void awaitKnown(int slaves) {
        Waiting.until("a registry that knows all nodes", this::registryView, () -> {
            JsonNode view = registryView();
            long live = 0;
            for (JsonNode node : view.path("nodes")) {
                live += node.path("state").asText().equals("live") ? 1 : 0;
            }
            return !view.path("master").asText().isEmpty() && live == slaves + 1;
        });
    }

    /** As the registry counts them. */
    int clients() {
        return registryView().path("clients").asInt();
    }

    /** A new master under the next epoch, and everything well again. */
    void awaitNewMaster(String before, long epoch) {
        Waiting.until(
                "a master other than " + before + " in epoch " + (epoch + 1),
                this::picture,
                () -> epoch() == epoch + 1 && !before.equals(master()));
    }

    /** Clients write while it happens and after it. Every acknowledged write counts once, and every session lives on. */
    void underLoad(int clients, Runnable scenario) {
        firstUser += USERS_APART;
        try (Load load = new Load(installation.registry(), ClusterName.parse(fullName()), firstUser, clients)) {
            load.login();
            load.start(WRITES_PER_SECOND);
            awaitWriting(load);
            scenario.run();
            awaitWriting(load);
            load.stop();
            Ledger.Verdict verdict = load.verify();
            assertThat(verdict.lost()).as("acknowledged and lost").isEmpty();
            assertThat(verdict.doubled()).as("applied twice").isEmpty();
            assertThat(verdict.unexplained()).isEmpty();
            assertThat(verdict.acknowledged()).isPositive();
            assertThat(load.sessionsLost()).as("sessions lost").isZero();
            load.logout();
        }
    }

    private void awaitWriting(Load load) {
        load.expectFault(System.nanoTime());
        Waiting.until("all clients writing", this::picture, load::allWriteAgain);
    }

    /** The resource and all that it owns go; waits until nobody knows it any more. */
    void delete() {
        GameCluster deleted = resource().get();
        installation.kubectlInPlay("delete", "gc", name, "--wait=false");
        installation.collectGarbageOf(deleted);
        Waiting.until(
                "a registry that knows it no more",
                this::registryView,
                () -> registryCode() == HttpURLConnection.HTTP_NOT_FOUND);
        Waiting.until("no pods", this::picture, () -> pods().isEmpty());
        Waiting.until("no resource", this::picture, () -> resource().get() == null);
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

    void awaitCondition(String type, String value, String text) {
        Waiting.until(type + " " + value + " with '" + text + "'", this::picture, () -> {
            Condition condition = condition(type);
            return value.equals(condition.getStatus()) && condition.getMessage().contains(text);
        });
    }

    private Condition condition(String type) {
        return status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(new Condition());
    }

    /** Endpoints of the Services by which outsiders reach single nodes, by name of the Service. */
    Map<String, String> outsideServices() {
        Map<String, String> endpoints = new TreeMap<>();
        for (Service service : installation
                .client()
                .services()
                .inNamespace(Installation.PLAY)
                .withLabel("gamecluster.dev/cluster", name)
                .withLabel("gamecluster.dev/node")
                .list()
                .getItems()) {
            endpoints.put(
                    service.getMetadata().getName(),
                    "tcp://" + LocalKubelet.HOST_IP + ":"
                            + service.getSpec().getPorts().getFirst().getNodePort());
        }
        return endpoints;
    }

    /** Where the registry sends an outsider. */
    String outsideEndpoint() {
        try {
            return JSON.readTree(ask("/endpoint?reach=outside").body())
                    .path("endpoint")
                    .asText();
        } catch (IOException unreachable) {
            return "";
        }
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
            return ask("").statusCode();
        } catch (IOException unreachable) {
            return 0;
        }
    }

    /** @return what the registry says of this cluster, a missing node when it knows none */
    JsonNode registryView() {
        try {
            HttpResponse<String> answer = ask("");
            return answer.statusCode() == HttpURLConnection.HTTP_OK ? JSON.readTree(answer.body()) : JSON.missingNode();
        } catch (IOException unreachable) {
            return JSON.missingNode();
        }
    }

    private HttpResponse<String> ask(String what) throws IOException {
        URI address = installation.registry().resolve("/api/v1/clusters/" + fullName() + what);
        try {
            return http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
