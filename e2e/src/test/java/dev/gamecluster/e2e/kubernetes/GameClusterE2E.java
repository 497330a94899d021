package dev.gamecluster.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.operator.api.GameClusterStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of one world, by kubectl, with players on it from beginning to end. In order: each test finds a whole world with two slaves. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class GameClusterE2E {
    private static final String OPERATOR_NAMESPACE = "gamecluster-system";
    private static final String WORLD = "deploy/manifests/samples/minimal.yaml";
    private static final ClusterName NAME =
            ClusterName.parse("e2e-" + Long.toString(System.currentTimeMillis() / 1_000, 36) + "/demo");
    private static final int SECONDS = 120;

    private static final Kubectl KUBECTL = new Kubectl(NAME.namespace());
    private static final Kubectl OPERATORS = new Kubectl(OPERATOR_NAMESPACE);

    @RegisterExtension
    static final DumpOnFailure DUMP = new DumpOnFailure(KUBECTL, OPERATORS);

    private static KubernetesClient client;
    private static LiveCluster cluster;
    private static OperatorDeployment operator;
    private static Players players;
    private static boolean installed;

    @BeforeAll
    static void install() {
        client = new KubernetesClientBuilder().build();
        operator = new OperatorDeployment(client, OPERATOR_NAMESPACE);
        cluster = new LiveCluster(client, NAME, new RegistryByProxy(client, OPERATOR_NAMESPACE, NAME));
        players = new Players(KUBECTL, cluster);
        installed = !operator.exists();
        OPERATORS.run("apply", "-k", "deploy/manifests");
        if (!installed) {
            OPERATORS.run("rollout", "restart", "deployment/gamecluster-operator"); // the images may be newer
        }
        OPERATORS.run("rollout", "status", "deployment/gamecluster-operator", "--timeout=120s");
        KUBECTL.run("create", "namespace", NAME.namespace());
        KUBECTL.run("label", "namespace", NAME.namespace(), "pod-security.kubernetes.io/enforce=restricted");
    }

    @AfterAll
    static void cleanUp() {
        KUBECTL.run("delete", "namespace", NAME.namespace(), "--wait=" + installed);
        if (installed) {
            OPERATORS.run("delete", "-k", "deploy/manifests");
        }
        client.close();
    }

    @Test
    @Order(1)
    void shouldRunAWorldFromTheShortestManifest() {
        KUBECTL.run("apply", "-f", WORLD);
        // Patient from here on: the test is about what happens, not about false alarms on a busy machine.
        cluster.patch("{\"spec\":{\"failover\":{\"suspectAfterMillis\":2000}}}");
        cluster.awaitWhole();

        cluster.await("demo-N and Running in what kubectl prints", SECONDS, () -> Pattern.compile("demo-.*Running")
                .matcher(KUBECTL.look("get", "gc", "-o", "wide"))
                .find());
        assertThat(reasons()).contains("MasterElected");
        cluster.await("a Service for clients that selects slaves only", SECONDS, () -> !KUBECTL.look(
                        "get", "endpointslices", "-l", "kubernetes.io/service-name=demo", "-o", "yaml")
                .contains("name: " + cluster.status().master() + "\n"));
    }

    @Test
    @Order(2)
    void shouldLetPlayersPlayFromPods() {
        players.begin();

        cluster.await("clients in the status", SECONDS, () -> clients() == Players.COUNT);
        players.assertTheyPlayOn();
        cluster.await("users in the status", SECONDS, () -> Integer.valueOf(Players.COUNT)
                .equals(cluster.status().users()));
    }

    @Test
    @Order(3)
    void shouldSpreadPlayersWhenPeopleScale() {
        Reign before = Reign.of(cluster);

        KUBECTL.run("scale", "gc/demo", "--replicas=4");
        cluster.awaitWhole();
        cluster.await(
                "clients on each of four slaves",
                SECONDS,
                () -> clientsOfSlaves().size() == 4
                        && clientsOfSlaves().stream().allMatch(each -> each > 0));

        KUBECTL.run("scale", "gc/demo", "--replicas=1");
        cluster.awaitWhole();
        cluster.await("all clients on the slave that is left", SECONDS, () -> clientsOfSlaves()
                .equals(List.of(Players.COUNT)));
        assertThat(cluster.status().reign())
                .as("the master has nothing to do with it")
                .isEqualTo(before.epoch());
        players.assertTheyPlayOn();

        KUBECTL.run("scale", "gc/demo", "--replicas=2");
        cluster.awaitWhole();
    }

    @Test
    @Order(4)
    void shouldElectANewMasterWhenItsPodIsKilled() {
        Reign before = whole();

        KUBECTL.run("delete", "pod", before.master(), "--grace-period=0", "--force");
        Reign after = nextReign(before);

        assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
        assertThat(after.last()).hasValueSatisfying(last -> {
            assertThat(last.from()).isEqualTo(before.master());
            assertThat(last.to()).isEqualTo(after.master()).isNotEqualTo(before.master());
        });
        assertThat(reasons()).containsAnyOf("Failover", "Switchover");
        players.assertTheyPlayOn();
    }

    @Test
    @Order(5)
    void shouldHandOverWhenTheMastersMachineIsDrained() {
        Reign before = whole();
        String machine = cluster.pod(before.master()).getSpec().getNodeName();

        try {
            // Only this pod is evicted: the machine may be the only one.
            KUBECTL.run(
                    "drain",
                    machine,
                    "--pod-selector=gamecluster.dev/node=" + before.master(),
                    "--delete-emptydir-data",
                    "--timeout=90s");
        } finally {
            KUBECTL.run("uncordon", machine);
        }

        assertHandedOver(before, nextReign(before));
        players.assertTheyPlayOn();
    }

    @Test
    @Order(6)
    void shouldReplaceAllPodsOneByOneWhenTheTemplateChanges() {
        Reign before = whole();

        KUBECTL.run(
                "patch",
                "gc/demo",
                "--type=merge",
                "-p",
                "{\"spec\":{\"template\":{\"labels\":{\"rolled\":\"yes\"}}}}");
        Reign after = nextReign(before);

        assertThat(after.processes()).doesNotContainAnyElementsOf(before.processes());
        assertThat(cluster.pods())
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).containsEntry("rolled", "yes"));
        assertHandedOver(before, after);
        players.assertTheyPlayOn();
    }

    @Test
    @Order(7)
    void shouldTouchNothingWhenTheOperatorIsUpgraded() {
        Reign before = whole();

        OPERATORS.run("rollout", "restart", "deployment/gamecluster-operator");
        OPERATORS.run("rollout", "status", "deployment/gamecluster-operator", "--timeout=120s");
        cluster.await("one replica that acts", SECONDS, operator::isRolledOut);
        cluster.awaitWhole();

        Reign after = Reign.of(cluster);
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.master()).isEqualTo(before.master());
        assertThat(after.processes()).isEqualTo(before.processes());
        players.assertTheyPlayOn();
        shouldReplaceASlave(after);
    }

    /** The new operator works. */
    private static void shouldReplaceASlave(Reign reign) {
        String slave = cluster.pods().stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(name -> !name.equals(reign.master()))
                .findFirst()
                .orElseThrow();
        String uid = cluster.pod(slave).getMetadata().getUid();
        KUBECTL.run("delete", "pod", slave);
        cluster.await(
                "another slave",
                SECONDS,
                () -> cluster.notWhole().isEmpty()
                        && cluster.pods().stream()
                                .noneMatch(pod -> pod.getMetadata().getUid().equals(uid)));
        assertThat(cluster.status().reign()).isEqualTo(reign.epoch());
    }

    @Test
    @Order(8)
    void shouldFollowTheLoadWhenAutoscalingIsOn() {
        Reign before = whole();

        KUBECTL.run(
                "patch",
                "gc/demo",
                "--type=merge",
                "-p",
                "{\"spec\":{\"autoscaling\":{\"minSlaves\":1,\"maxSlaves\":3,\"targetClientsPerSlave\":40,\"scaleDownDelaySeconds\":5}}}");
        cluster.await("three slaves for " + Players.COUNT + " clients", SECONDS, () -> readySlaves() == 3);
        KUBECTL.run("apply", "-f", WORLD);
        assertThat(cluster.get().getSpec().slaves())
                .as("applied again, the manifest leaves the number alone")
                .isEqualTo(3);
        players.assertTheyPlayOn();

        players.leave();
        cluster.await(
                "one slave for nobody",
                SECONDS,
                () -> cluster.get().getSpec().slaves() == 1
                        && cluster.notWhole().isEmpty());
        assertThat(cluster.status().reign()).isEqualTo(before.epoch());
        assertThat(reasons()).contains("Scaled");
    }

    @Test
    @Order(9)
    void shouldLeaveNothingWhenItIsDeleted() {
        KUBECTL.run("delete", "gc/demo");

        cluster.await("nothing left", SECONDS, () -> KUBECTL.look(
                        "get",
                        "pods,services,poddisruptionbudgets,networkpolicies",
                        "-l",
                        "gamecluster.dev/cluster=demo",
                        "-o",
                        "name")
                .isBlank());
        cluster.await("a registry that has forgotten it", SECONDS, () -> cluster.registryView()
                .isEmpty());
    }

    private static Reign whole() {
        cluster.awaitWhole();
        return Reign.of(cluster);
    }

    /** Waits until there has been a change of master, everything is well again, and status says what has happened. */
    private static Reign nextReign(Reign before) {
        cluster.await(
                "a new reign, told",
                2 * SECONDS,
                () -> cluster.status().reign() > before.epoch()
                        && cluster.notWhole().isEmpty()
                        && !Reign.of(cluster).last().equals(before.last()));
        return Reign.of(cluster);
    }

    private static void assertHandedOver(Reign before, Reign after) {
        assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
        assertThat(after.last().map(GameClusterStatus.LastFailover::reason)).contains("Switchover");
        assertThat(reasons()).contains("Switchover");
    }

    private static List<String> reasons() {
        return cluster.events().stream().map(Event::getReason).toList();
    }

    private static int clients() {
        Integer clients = cluster.status().clients();
        return clients == null ? 0 : clients;
    }

    private static int readySlaves() {
        Integer ready = cluster.status().readySlaves();
        return ready == null ? 0 : ready;
    }

    private static List<Integer> clientsOfSlaves() {
        List<Integer> clients = new ArrayList<>();
        for (JsonNode node : cluster.registryView().orElseThrow().path("nodes")) {
            if (node.path("role").asText().equals("slave")
                    && node.path("state").asText().equals("live")) {
                clients.add(node.path("clients").asInt());
            }
        }
        return clients;
    }
}
