package dev.gamecluster.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.ClusterName;
import dev.gamecluster.e2e.chaos.Ledger;
import dev.gamecluster.e2e.chaos.Load;
import dev.gamecluster.operator.api.GameClusterStatus.LastFailover;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The life of one GameCluster, told in order: applied, played on, its master lost in several ways, scaled, its operator lost, changed,
 * deleted. At the end the API server's audit log says which rights the operator used.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OperatorIT {
    private static final int SLAVES = 2;
    private static final int CLIENTS = 6;
    private static final double WRITES_PER_SECOND = 10;

    private static Installation installation;
    private static Game demo;
    private static long users = 1;

    @BeforeAll
    static void install() {
        installation = Installation.begin();
        installation.first().start();
        demo = new Game(installation, "demo");
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    @AfterEach
    void kubeletHadNoProblems() {
        assertThat(installation.kubelet().problems()).isEmpty();
    }

    /** Every test has users of its own: balances begin at 0. */
    private static Load load() {
        users += 1_000;
        return new Load(installation.registry(), ClusterName.parse(demo.fullName()), users, CLIENTS);
    }

    private static void verify(Load load) {
        Ledger.Verdict verdict = load.verify();
        assertThat(verdict.lost()).as("acknowledged and lost").isEmpty();
        assertThat(verdict.doubled()).as("applied twice").isEmpty();
        assertThat(verdict.unexplained()).isEmpty();
        assertThat(verdict.acknowledged()).isPositive();
        assertThat(load.sessionsLost()).as("sessions lost").isZero();
    }

    @Test
    @Order(1)
    void shouldRunAWorldFromFiveLines() throws IOException {
        Path five = Files.writeString(installation.folder().resolve("demo.yaml"), """
                apiVersion: gamecluster.dev/v1alpha1
                kind: GameCluster
                metadata: {name: demo}
                spec:
                  world: {startArea: {min: {x: -10, "y": -10}, max: {x: 10, "y": 10}}}
                """);
        installation.kubectl().run("apply", "-n", Installation.PLAY, "-f", five.toString());
        demo.awaitWhole(SLAVES);

        assertThat(demo.pods()).containsOnlyKeys("demo-0", "demo-1", "demo-2");
        Pod master = demo.pods().get(demo.master());
        assertThat(master.getMetadata().getLabels())
                .containsEntry("gamecluster.dev/node", demo.master())
                .containsEntry("gamecluster.dev/takes-clients", "false")
                .containsEntry("app.kubernetes.io/managed-by", "gamecluster-operator");
        assertThat(installation
                        .kubectl()
                        .run("get", "-n", Installation.PLAY, "service,pdb,networkpolicy", "-o", "name"))
                .contains("service/demo\n", "service/demo-nodes\n")
                .contains("poddisruptionbudget.policy/demo\n", "networkpolicy.networking.k8s.io/demo\n");
        Map<String, String> columns =
                Kubectl.columns(installation.kubectl().run("get", "-n", Installation.PLAY, "gc", "demo"));
        assertThat(columns)
                .containsEntry("master", demo.master())
                .containsEntry("epoch", Long.toString(demo.epoch()))
                .containsEntry("slaves", "2")
                .containsEntry("ready", "2")
                .containsEntry("phase", "Running")
                .containsKeys("clients", "lag", "age");
        // From here on a machine that stalls for a moment must not be taken for a fault.
        demo.change("{\"failover\":{\"suspectAfterMillis\":3000}}");
        try (Load load = load()) {
            load.login();
            load.start(WRITES_PER_SECOND);
            Waiting.until(
                    "clients in status", demo::picture, () -> demo.status().clients() == CLIENTS);
            load.stop();
            verify(load);
            load.logout();
        }
    }

    @Test
    @Order(2)
    void shouldReplaceAMasterWhosePodIsDeletedByForce() {
        demo.awaitWhole(SLAVES);
        String master = demo.master();
        long epoch = demo.epoch();
        String uid = demo.uid(master);
        try (Load load = load()) {
            load.login();
            load.start(WRITES_PER_SECOND);

            load.expectFault(System.nanoTime());
            installation.kubectl().run("delete", "pod", "-n", Installation.PLAY, master, "--grace-period=0", "--force");

            demo.awaitNewMaster(master, epoch);
            Waiting.until("all clients writing again", demo::picture, load::allWriteAgain);
            demo.awaitWhole(SLAVES);
            load.stop();
            verify(load);
            load.logout();
        }
        assertThat(demo.uid(master)).isNotEmpty().isNotEqualTo(uid);
        // By force means: marked for deletion, and gone a moment later. Between the two the master may just have handed
        // over.
        LastFailover last = demo.status().lastFailover();
        assertThat(last.reason()).isIn("NodeGone", "ConnectionLost", "Switchover");
        assertThat(last.from()).isEqualTo(master);
        assertThat(last.to()).isEqualTo(demo.master());
        demo.awaitEvent(last.reason().equals("Switchover") ? "Switchover" : "Failover", "of epoch " + (epoch + 1));
    }

    @Test
    @Order(3)
    void shouldReplaceAMasterWhoseProcessIsKilledAndTakeItBackAsSlave() {
        demo.awaitWhole(SLAVES);
        String master = demo.master();
        long epoch = demo.epoch();
        String uid = demo.uid(master);
        try (Load load = load()) {
            load.login();
            load.start(WRITES_PER_SECOND);

            load.expectFault(System.nanoTime());
            installation.kubelet().pod(Installation.PLAY, master).kill();

            demo.awaitNewMaster(master, epoch);
            Waiting.until("all clients writing again", demo::picture, load::allWriteAgain);
            demo.awaitWhole(SLAVES);
            load.stop();
            verify(load);
            load.logout();
        }
        assertThat(demo.uid(master)).isEqualTo(uid);
        assertThat(demo.withRole("slave")).contains(master);
        assertFailover(master, "ConnectionLost");
    }

    private static void assertFailover(String from, String reason) {
        LastFailover last = demo.status().lastFailover();
        assertThat(last.from()).isEqualTo(from);
        assertThat(last.to()).isEqualTo(demo.master());
        assertThat(last.reason()).isEqualTo(reason);
        assertThat(last.durationMillis()).isNotNegative();
        assertThat(last.lostMillis()).isBetween(0L, 30L);
        demo.awaitEvent("Failover", demo.master() + " is master of epoch " + demo.epoch() + " after " + from);
        assertThat(demo.events("Failover")).isNotEmpty();
    }

    @Test
    @Order(4)
    void shouldSwitchOverBeforeTheMastersPodEnds() {
        demo.awaitWhole(SLAVES);
        String master = demo.master();
        long epoch = demo.epoch();
        String uid = demo.uid(master);
        try (Load load = load()) {
            load.login();
            load.start(WRITES_PER_SECOND);

            load.expectFault(System.nanoTime());
            installation.kubectl().run("delete", "pod", "-n", Installation.PLAY, master);

            demo.awaitNewMaster(master, epoch);
            Waiting.until("all clients writing again", demo::picture, load::allWriteAgain);
            Waiting.until("another pod " + master, demo::picture, () -> !uid.equals(demo.uid(master)));
            demo.awaitWhole(SLAVES);
            load.stop();
            verify(load);
            load.logout();
        }
        LastFailover last = demo.status().lastFailover();
        assertThat(last.reason()).isEqualTo("Switchover");
        assertThat(last.from()).isEqualTo(master);
        assertThat(last.lostMillis()).isZero();
        demo.awaitEvent("Switchover", master + " handed over");
    }

    @Test
    @Order(5)
    void shouldScaleUpAndDownThroughTheScaleSubresource() {
        demo.awaitWhole(SLAVES);
        String master = demo.master();
        long epoch = demo.epoch();
        try (Load load = load()) {
            load.login();
            load.start(WRITES_PER_SECOND);

            installation.kubectl().run("scale", "-n", Installation.PLAY, "gc/demo", "--replicas=3");
            demo.awaitWhole(3);
            installation.kubectl().run("scale", "-n", Installation.PLAY, "gc/demo", "--replicas=1");
            demo.awaitWhole(1);

            load.expectFault(System.nanoTime());
            Waiting.until("all clients writing", demo::picture, load::allWriteAgain);
            load.stop();
            verify(load);
            load.logout();
        }
        assertThat(demo.master()).as("a master is never scaled away").isEqualTo(master);
        assertThat(demo.epoch()).isEqualTo(epoch);
        assertThat(demo.events("ScaledDown")).hasSize(2);
        assertThat(demo.resource().scale().getStatus().getSelector()).contains("gamecluster.dev/role=slave");
        demo.change("{\"slaves\":2}");
        demo.awaitWhole(SLAVES);
    }
}
