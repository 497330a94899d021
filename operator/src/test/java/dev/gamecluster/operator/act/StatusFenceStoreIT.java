package dev.gamecluster.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.operator.ApiServerPrograms;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.registry.core.FenceResult;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The compare-and-set on the status, with the API server that has to keep it. */
@EnabledIf(value = ApiServerPrograms.AT_HAND, disabledReason = ApiServerPrograms.HOW_TO_GET)
class StatusFenceStoreIT {
    private static final Path DEFINITION = Path.of("..", "deploy", "crds", "gameclusters.gamecluster.dev-v1.yml");
    private static final int PATIENCE_SECONDS = 20;
    private static final int RIVALS = 8;

    private static KubeAPIServer server;
    private static KubernetesClient client;

    private String cluster;
    private StatusFenceStore store;

    @BeforeAll
    static void startApiServer() throws IOException {
        server = new KubeAPIServer(ApiServerPrograms.configuration());
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .build();
        CustomResourceDefinition definition =
                Serialization.unmarshal(Files.readString(DEFINITION), CustomResourceDefinition.class);
        client.resource(definition).create();
        client.resource(definition)
                .waitUntilCondition(StatusFenceStoreIT::isEstablished, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    @AfterAll
    static void stopApiServer() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.stop();
        }
    }

    @BeforeEach
    void createCluster() {
        GameCluster resource = Serialization.unmarshal("""
                apiVersion: gamecluster.dev/v1alpha1
                kind: GameCluster
                metadata: {generateName: demo-, namespace: default}
                spec: {}
                """, GameCluster.class);
        String name = client.resource(resource).create().getMetadata().getName();
        cluster = "default/" + name;
        store = new StatusFenceStore(client);
    }

    private FenceResult fence(long expected, long epoch, int masterId) {
        CompletableFuture<FenceResult> answer = new CompletableFuture<>();
        store.fence(cluster, expected, epoch, masterId, "demo-" + masterId, answer::complete);
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private GameCluster stored() {
        return client.resources(GameCluster.class)
                .inNamespace("default")
                .withName(cluster.substring(cluster.indexOf('/') + 1))
                .get();
    }

    @Test
    void shouldWriteTheFirstReignAndTheNext() {
        assertThat(fence(0, 1, 7)).isEqualTo(new FenceResult.Won(1));
        assertThat(fence(1, 4, 8)).isEqualTo(new FenceResult.Won(4));

        GameClusterStatus status = stored().getStatus();
        assertThat(status.reign()).isEqualTo(4);
        assertThat(status.master()).isEqualTo("demo-8");
        assertThat(status.masterProcess()).isEqualTo(8);
    }

    @Test
    void shouldSayThatAnotherReigns() {
        fence(0, 1, 7);
        fence(1, 2, 8);

        assertThat(fence(1, 2, 9)).isEqualTo(new FenceResult.Lost(2, 2));
        assertThat(fence(1, 3, 9)).isEqualTo(new FenceResult.Lost(3, 2));
        assertThat(stored().getStatus().master()).isEqualTo("demo-8");
    }

    @Test
    void shouldWinAgainWhenTheAnswerWasLost() {
        fence(0, 1, 7);
        fence(1, 2, 8);

        assertThat(fence(1, 2, 8)).isEqualTo(new FenceResult.Won(2));
        assertThat(fence(0, 2, 8)).isEqualTo(new FenceResult.Won(2));
    }

    @Test
    void shouldPassOverAnEpochThatWasPromisedAndNotUsed() {
        fence(0, 1, 7);

        assertThat(fence(3, 4, 8)).isEqualTo(new FenceResult.Won(4));
    }

    @Test
    void shouldLetOneOfManyWin() {
        fence(0, 1, 7);

        List<CompletableFuture<FenceResult>> answers = IntStream.range(0, RIVALS)
                .mapToObj(rival -> {
                    CompletableFuture<FenceResult> answer = new CompletableFuture<>();
                    store.fence(cluster, 1, 2, 10 + rival, "demo-" + (10 + rival), answer::complete);
                    return answer;
                })
                .toList();

        List<FenceResult> results = answers.stream()
                .map(answer ->
                        answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                .toList();
        assertThat(results).filteredOn(FenceResult.Won.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(FenceResult.Lost.class::isInstance).hasSize(RIVALS - 1);
        int winner = results.indexOf(new FenceResult.Won(2));
        assertThat(stored().getStatus().masterProcess()).isEqualTo(10 + winner);
    }

    @Test
    void shouldNotKnowOfAClusterThatDoesNotExist() {
        cluster = "default/nobody";

        assertThat(fence(1, 2, 7))
                .isEqualTo(new FenceResult.Unavailable(2, "GameCluster default/nobody does not exist"));
    }
}
