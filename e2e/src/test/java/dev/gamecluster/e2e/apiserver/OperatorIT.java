package dev.gamecluster.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamecluster.operator.api.GameClusterStatus.LastFailover;
import java.time.Duration;
import java.util.List;
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
    private static final Duration LONG = Duration.ofSeconds(60);
    /** Within it what is lost stays lost: the operator looks at everything anew only every 10 s. */
    private static final Duration BEFORE_RESYNC = Duration.ofSeconds(9);

    private static final int RACES = 10;
    private static final int CHANGES = 5;
    private static final String OUTSIDE = "{\"access\":{\"type\":\"NodePort\"}}";
    private static final String INSIDE = "{\"access\":{\"type\":\"Cluster\"}}";
    /** A pod of somebody else that the namespace accepts. */
    private static final String RESTRICTED_POD = """
            {"spec": {
              "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
              "containers": [{"name": "taken-0", "image": "elsewhere",
                "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}]}}
            """;

    private static Installation installation;
    private static Game demo;
    private static boolean running;

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

    private static void requireRunningWorld() {
        assumeTrue(running, "skipped: the world that the first test makes does not run");
        demo.awaitWhole(SLAVES);
    }

    private static void underLoad(Runnable scenario) {
        demo.underLoad(CLIENTS, scenario);
    }

    private static String kubectl(String... arguments) {
        return installation.kubectlInPlay(arguments);
    }

    @Test
    @Order(1)
    void shouldRunAWorldFromFiveLines() {
        installation.apply("""
                apiVersion: gamecluster.dev/v1alpha1
                kind: GameCluster
                metadata: {name: demo}
                spec:
                  world: {startArea: {min: {x: -10, "y": -10}, max: {x: 10, "y": 10}}}
                """);
        demo.awaitWhole(SLAVES);

        assertThat(demo.pods()).containsOnlyKeys("demo-0", "demo-1", "demo-2");
        assertThat(demo.pods().get(demo.master()).getMetadata().getLabels())
                .containsEntry("gamecluster.dev/node", demo.master())
                .containsEntry("gamecluster.dev/takes-clients", "false")
                .containsEntry("app.kubernetes.io/managed-by", "gamecluster-operator");
        assertThat(kubectl("get", "service,pdb,networkpolicy", "-o", "name"))
                .contains("service/demo\n", "service/demo-nodes\n")
                .contains("poddisruptionbudget.policy/demo\n", "networkpolicy.networking.k8s.io/demo\n");
        assertThat(Kubectl.columns(kubectl("get", "gc", "demo")))
                .containsEntry("master", demo.master())
                .containsEntry("epoch", Long.toString(demo.epoch()))
                .containsEntry("slaves", "2")
                .containsEntry("ready", "2")
                .containsEntry("phase", "Running")
                .containsKeys("clients", "lag", "age");
        // From here on a machine that stalls for a moment must not be taken for a fault.
        demo.change("{\"failover\":{\"suspectAfterMillis\":3000}}");
        demo.awaitSpecTaken(LONG);
        demo.awaitKnown(SLAVES);
        underLoad(() ->
                Waiting.until("clients known to the registry", demo::registryView, () -> demo.clients() == CLIENTS));
        running = true;
    }

    @Test
    @Order(2)
    void shouldReplaceAMasterWhosePodIsDeletedByForce() {
        requireRunningWorld();
        String master = demo.master();
        long epoch = demo.epoch();
        String uid = demo.uid(master);

        underLoad(() -> {
            kubectl("delete", "pod", master, "--grace-period=0", "--force");
            demo.awaitNewMaster(master, epoch);
        });
        demo.awaitWhole(SLAVES);

        assertThat(demo.uid(master)).isNotEqualTo(uid);
        // By force means: marked for deletion, and gone a moment later. Between the two the master may just have handed
        // over.
        assertThat(assertFailover(master).reason()).isIn("NodeGone", "ConnectionLost", "Switchover");
    }

    @Test
    @Order(3)
    void shouldReplaceAMasterWhoseProcessIsKilledAndTakeItBackAsSlave() {
        requireRunningWorld();
        String master = demo.master();
        long epoch = demo.epoch();
        String uid = demo.uid(master);

        underLoad(() -> {
            installation.kubelet().pod(Installation.PLAY, master).kill();
            demo.awaitNewMaster(master, epoch);
        });
        demo.awaitWhole(SLAVES);

        assertThat(demo.uid(master)).isEqualTo(uid);
        assertThat(demo.withRole("slave")).contains(master);
        assertThat(assertFailover(master).reason()).isEqualTo("ConnectionLost");
    }

    @Test
    @Order(4)
    void shouldSwitchOverBeforeTheMastersPodEnds() {
        requireRunningWorld();
        String master = demo.master();
        long epoch = demo.epoch();
        String uid = demo.uid(master);

        underLoad(() -> {
            kubectl("delete", "pod", master);
            demo.awaitNewMaster(master, epoch);
        });
        demo.awaitWhole(SLAVES);

        assertThat(demo.uid(master)).isNotEqualTo(uid);
        LastFailover last = assertFailover(master);
        assertThat(last.reason()).isEqualTo("Switchover");
        assertThat(last.lostMillis()).isZero();
    }

    private static LastFailover assertFailover(String from) {
        LastFailover last = demo.status().lastFailover();
        assertThat(last.from()).isEqualTo(from);
        assertThat(last.to()).isEqualTo(demo.master());
        assertThat(last.durationMillis()).isNotNegative();
        assertThat(last.lostMillis()).isBetween(0L, 30L);
        demo.awaitEvent(
                last.reason().equals("Switchover") ? "Switchover" : "Failover",
                demo.master() + " is master of epoch " + demo.epoch());
        return last;
    }

    @Test
    @Order(5)
    void shouldScaleUpAndDownThroughTheScaleSubresource() {
        requireRunningWorld();
        String master = demo.master();
        long epoch = demo.epoch();

        underLoad(() -> {
            kubectl("scale", "gc/demo", "--replicas=3");
            demo.awaitWhole(3);
            kubectl("scale", "gc/demo", "--replicas=1");
            demo.awaitWhole(1);
        });

        assertThat(demo.master()).as("a master is never scaled away").isEqualTo(master);
        assertThat(demo.epoch()).isEqualTo(epoch);
        assertThat(demo.events("ScaledDown")).hasSize(2);
        assertThat(demo.resource().scale().getStatus().getSelector()).contains("gamecluster.dev/role=slave");
        demo.change("{\"slaves\":2}");
    }

    @Test
    @Order(6)
    void shouldMoveNothingWhenTheOperatorIsKilledAndStartedAgain() {
        requireRunningWorld();
        String identity = demo.identity();
        OperatorReplica operator = installation.first();

        underLoad(() -> {
            operator.kill();
            operator.start();
            Waiting.until("the operator acting", demo::picture, operator::isActing);
            demo.awaitKnown(SLAVES);
        });

        demo.change("{\"failover\":{\"suspectAfterMillis\":3001}}");
        demo.awaitSpecTaken(LONG);
        assertThat(demo.identity()).isEqualTo(identity);
    }

    @Test
    @Order(7)
    void shouldReplaceAMasterThatDiedWhileTheOperatorWasAway() {
        requireRunningWorld();
        String master = demo.master();
        long epoch = demo.epoch();

        underLoad(() -> {
            installation.first().kill();
            installation.kubelet().pod(Installation.PLAY, master).kill();
            installation.first().start();
            demo.awaitNewMaster(master, epoch);
        });
        demo.awaitWhole(SLAVES);

        assertThat(demo.withRole("slave")).contains(master);
        // Who comes back did not see the old master, and finds that none is there.
        assertThat(demo.status().lastFailover().reason()).isEqualTo("NoMasterReported");
        demo.awaitEvent("Failover", demo.master() + " is master of epoch " + (epoch + 1));
    }

    @Test
    @Order(8)
    void shouldGiveTheWorkToTheOtherReplicaWhenTheFirstDies() {
        requireRunningWorld();
        OperatorReplica first = installation.first();
        OperatorReplica second = installation.second();
        second.start();
        Waiting.until("a replica that stands by", demo::picture, second::isStandingBy);
        assertThat(installation.isLabelledOnly(first)).isTrue();
        assertThat(second.get("/api/v1/clusters").orElseThrow().statusCode()).isEqualTo(503);
        String identity = demo.identity();

        underLoad(() -> {
            first.kill();
            Waiting.until("the other replica acting", demo::picture, second::isActing);
            Waiting.until("its label", demo::picture, () -> installation.isLabelledOnly(second));
            demo.awaitKnown(SLAVES);
        });

        demo.change("{\"failover\":{\"suspectAfterMillis\":3002}}");
        demo.awaitSpecTaken(LONG);
        assertThat(demo.identity()).isEqualTo(identity);
        first.start();
        Waiting.until("the first standing by", demo::picture, first::isStandingBy);
        assertThat(installation.isLabelledOnly(second)).isTrue();
    }

    /** A framework's cache may keep an older spec when a change races with the operator's own write of the status. */
    @Test
    @Order(9)
    void shouldNotLoseAChangeThatRacesWithWritesOfTheStatus() {
        requireRunningWorld();
        String master = demo.master();
        for (int round = 0; round < RACES; round++) {
            for (int i = 0; i < CHANGES; i++) {
                demo.change(i % 2 == 0 ? OUTSIDE : INSIDE);
            }
            boolean outside = round % 2 == 0;
            demo.change(outside ? OUTSIDE : INSIDE);
            demo.awaitSpecTaken(BEFORE_RESYNC);
            Waiting.until(
                    outside ? "a Service for each node" : "no Service for a node",
                    BEFORE_RESYNC,
                    demo::outsideServices,
                    () -> demo.outsideServices().size() == (outside ? SLAVES + 1 : 0));
            if (outside) {
                Waiting.until( // the operator publishes a port when it has seen the Service that Kubernetes gave it to
                        "an endpoint from outside",
                        BEFORE_RESYNC,
                        () -> demo.outsideServices() + ", published is " + demo.outsideEndpoint(),
                        () -> demo.outsideServices().containsValue(demo.outsideEndpoint()));
            }
        }
        assertThat(demo.master()).isEqualTo(master);
    }

    @Test
    @Order(10)
    void shouldScaleWithLoad() {
        requireRunningWorld();
        underLoad(() -> {
            demo.change("{\"autoscaling\":{\"minSlaves\":1,\"maxSlaves\":3,\"targetClientsPerSlave\":2,"
                    + "\"scaleDownDelaySeconds\":0}}");
            demo.awaitWhole(3);
            assertThat(demo.resource().get().getSpec().slaves()).isEqualTo(3);
        });
        demo.awaitWhole(1);
        demo.change("{\"autoscaling\":null,\"slaves\":2}");
    }

    @Test
    @Order(11)
    void shouldSayThatAnImageIsMissingAndGoOnWithTheOldPods() {
        requireRunningWorld();
        String identity = demo.identity();

        underLoad(() -> {
            demo.change("{\"image\":\"gamecluster/gameserver:missing\"}");
            demo.awaitCondition("UpToDate", "False", "cannot get its image gamecluster/gameserver:missing");
            demo.change("{\"image\":null,\"template\":{\"nodeSelector\":{\"disk\":\"golden\"}}}");
            demo.awaitCondition("UpToDate", "False", "cannot be scheduled: 0/1 nodes are available");
            demo.change("{\"template\":null}");
            demo.awaitCondition("UpToDate", "True", "");
        });
        demo.awaitWhole(SLAVES);

        assertThat(demo.identity()).isEqualTo(identity);
    }

    @Test
    @Order(12)
    void shouldSayWhyANewWorldDoesNotStart() {
        requireRunningWorld();
        kubectl("run", "taken-0", "--image=elsewhere", "--overrides", RESTRICTED_POD);
        Game taken = new Game(installation, "taken");
        installation.apply("""
                apiVersion: gamecluster.dev/v1alpha1
                kind: GameCluster
                metadata: {name: taken}
                spec: {slaves: 0, image: "gamecluster/gameserver:missing"}
                """);
        taken.awaitCondition("Ready", "False", "pod taken-0 exists and belongs to somebody else");
        kubectl("delete", "pod", "taken-0", "--grace-period=0", "--force");
        taken.awaitCondition("Ready", "False", "pod taken-0 cannot get its image gamecluster/gameserver:missing");
        taken.delete();
    }

    @Test
    @Order(13)
    void shouldRollTheSlavesFirstAndTheMasterLast() {
        requireRunningWorld();
        String master = demo.master();
        long epoch = demo.epoch();

        underLoad(() -> {
            demo.change("{\"image\":\"" + Installation.NEXT_IMAGE + "\"}");
            demo.awaitNewMaster(master, epoch);
            demo.awaitCondition("UpToDate", "True", "");
            demo.awaitWhole(SLAVES);
        });

        assertThat(demo.pods().values()).allSatisfy(pod -> assertThat(
                        pod.getSpec().getContainers().getFirst().getImage())
                .isEqualTo(Installation.NEXT_IMAGE));
        assertThat(assertFailover(master).reason()).isEqualTo("Switchover");
    }

    @Test
    @Order(14)
    void shouldForgetADeletedWorld() {
        requireRunningWorld();
        assertThat(demo.registryCode()).isEqualTo(200);
        demo.delete();
    }

    /** Needs all that happened before. */
    @Test
    @Order(15)
    void shouldUseEveryRightThatItHasAndNeedNoOther() {
        assumeTrue(running, "skipped: the world that the first test makes does not run");
        Rights rights = Rights.granted(installation.client());
        List<AuditLog.Request> requests = AuditLog.read(installation.auditLog());

        assertThat(rights.all()).isNotEmpty();
        assertSoftly(softly -> {
            softly.assertThat(Rights.missing(requests))
                    .as("requests that deploy/manifests/rbac.yaml does not allow")
                    .isEmpty();
            softly.assertThat(rights.unused(requests))
                    .as("rights in deploy/manifests/rbac.yaml that the operator never used")
                    .isEmpty();
        });
    }
}
