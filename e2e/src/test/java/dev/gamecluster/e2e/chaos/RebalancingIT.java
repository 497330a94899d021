package dev.gamecluster.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.e2e.process.ProcessCluster;
import dev.gamecluster.e2e.process.Programs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slaves are added to a cluster of real processes that is played in. */
final class RebalancingIT {
    private static final int SLAVES = 3;
    private static final int CLIENTS = 30;
    private static final int LEAST_PERCENT = 20;
    private static final int MOST_PERCENT = 47;
    private static final double WRITES_PER_SECOND = 5;
    private static final int STARTED_SECONDS = 90;

    private ProcessCluster cluster;
    private ClusterWatch watch;

    @BeforeEach
    void start() {
        // Patient, so that a build machine that stalls for a moment is not taken for a fault.
        Map<String, String> settings = Map.of(
                "GAMECLUSTER_WORLD_START_AREA", "-10,-10,10,10", "GAMECLUSTER_FAILOVER_SUSPECT_AFTER_MILLIS", "2000");
        cluster = ProcessCluster.onFreePorts(Programs.find(), SLAVES, settings);
        watch = new ClusterWatch(cluster);
        cluster.registry().start();
        cluster.node("demo-0").start();
        cluster.node("demo-1").start();
        watch.awaitComplete(1, STARTED_SECONDS);
    }

    @AfterEach
    void stop() {
        watch.close();
        cluster.close();
    }

    @Test
    void shouldSpreadPlayersOverNewSlavesWithoutAnErrorThatTheyWouldSee() {
        try (Load load = new Load(cluster.registryUri(), ClusterName.parse(ProcessCluster.CLUSTER), 1, CLIENTS)) {
            load.login();
            load.start(WRITES_PER_SECOND);
            String slave = watch.live("slave").getFirst();
            ClusterWatch.await("all on one slave", 10, () -> clients().equals(Map.of(slave, CLIENTS)));

            cluster.node("demo-2").start();
            watch.awaitComplete(SLAVES - 1, STARTED_SECONDS);
            cluster.node("demo-3").start();
            watch.awaitComplete(SLAVES, STARTED_SECONDS);
            ClusterWatch.await("a third of the players on each slave", 60, this::isSpread);
            load.stop();
            Ledger.Verdict verdict = load.verify();

            assertThat(load.firstProblem())
                    .as("of " + load.acknowledged() + " writes")
                    .isEmpty();
            assertThat(load.refused()).isZero();
            assertThat(load.sessionsLost()).isZero();
            assertThat(load.wrongHits()).isZero();
            assertThat(List.of(verdict.lost(), verdict.doubled(), verdict.unexplained()))
                    .allSatisfy(problems -> assertThat(problems).isEmpty());
            assertThat(verdict.acknowledged()).isPositive();
            assertThat(clients()).as("and it stays so").satisfies(RebalancingIT::requireSpread);
        }
    }

    private boolean isSpread() {
        Map<String, Integer> clients = clients();
        return clients.size() == SLAVES
                && clients.values().stream().mapToInt(each -> each).sum() == CLIENTS
                && clients.values().stream().allMatch(RebalancingIT::isAThird);
    }

    private static void requireSpread(Map<String, Integer> clients) {
        assertThat(clients.values()).hasSize(SLAVES).allMatch(RebalancingIT::isAThird);
    }

    private static boolean isAThird(int clients) {
        return clients * 100 >= CLIENTS * LEAST_PERCENT && clients * 100 <= CLIENTS * MOST_PERCENT;
    }

    /** Clients of each live slave, by name. */
    private Map<String, Integer> clients() {
        Map<String, Integer> clients = new TreeMap<>();
        watch.view().ifPresent(view -> {
            for (JsonNode node : view.path("nodes")) {
                if (node.path("role").asText().equals("slave")
                        && node.path("state").asText().equals("live")) {
                    clients.put(node.path("name").asText(), node.path("clients").asInt());
                }
            }
        });
        return clients;
    }
}
