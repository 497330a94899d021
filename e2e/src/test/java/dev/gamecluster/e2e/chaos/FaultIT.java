package dev.gamecluster.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.ClusterName;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.e2e.process.ProcessCluster;
import dev.gamecluster.e2e.process.Programs;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault once on real processes under load. */
final class FaultIT {
    private static final ClusterName CLUSTER = ClusterName.parse(ProcessCluster.CLUSTER);
    private static final int SLAVES = 2;
    private static final int CLIENTS = 10;
    private static final double WRITES_PER_SECOND = 10;

    private static ProcessCluster cluster;
    private static ClusterWatch watch;

    @BeforeAll
    static void start() {
        // Patient, so that a build machine that stalls for a moment is not taken for another fault.
        Map<String, String> settings = Map.of(
                "GAMECLUSTER_WORLD_START_AREA", "-10,-10,10,10", "GAMECLUSTER_FAILOVER_SUSPECT_AFTER_MILLIS", "1000");
        cluster = ProcessCluster.onFreePorts(Programs.find(), SLAVES, settings);
        watch = new ClusterWatch(cluster);
        cluster.start();
    }

    @AfterAll
    static void stop() {
        watch.close();
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "KILL_MASTER_AND_SLAVE", mode = EnumSource.Mode.EXCLUDE)
    void shouldKeepEveryAcknowledgedWriteOnce(Fault fault) {
        watch.awaitComplete(SLAVES, 60);
        try (Load load = new Load(cluster.registryUri(), CLUSTER, firstUser(fault), CLIENTS)) {
            load.login();
            load.start(WRITES_PER_SECOND);

            Round.Result result = Round.run(fault, cluster, watch, load, SLAVES);
            load.stop();
            Ledger.Verdict verdict = load.verify();

            assertThat(Round.problems(fault, result)).isEmpty();
            assertThat(verdict.lost()).as("acknowledged and lost").isEmpty();
            assertThat(verdict.doubled()).as("applied twice").isEmpty();
            assertThat(verdict.unexplained()).isEmpty();
            assertThat(verdict.acknowledged()).isPositive();
            assertThat(load.sessionsLost()).as("sessions lost").isZero();
            load.logout();
        }
    }

    /** Every fault has users of its own: balances begin at 0. */
    private static long firstUser(Fault fault) {
        return 1 + 1_000L * fault.ordinal();
    }
}
