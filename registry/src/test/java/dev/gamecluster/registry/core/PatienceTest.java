package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
    private static final int CONFIGURED = DirectorSettings.defaults().suspectAfterMillis();
    private static final int CALM_MILLIS = (int) (Patience.CALM_NANOS / DirectorDriver.MILLI);

    private final DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");

    private int patience() {
        return cluster.director.view(cluster.now).patienceMillis();
    }

    private boolean isLost(int id) {
        String name = cluster.node(id).name;
        return cluster.states().contains(name + "=LOST");
    }

    /** The node gets no time to run until it is declared lost, and for a while more. @return milliseconds until it was declared lost */
    private int starve(int id, int moreMillis) {
        cluster.hang(id);
        int millis = 0;
        while (!isLost(id)) {
            cluster.run(10);
            millis += 10;
            assertThat(millis).as("lost some time").isLessThan(60_000);
        }
        cluster.run(moreMillis);
        cluster.node(id).running = true;
        cluster.run(100);
        assertThat(isLost(id)).isFalse();
        return millis;
    }

    @Test
    void shouldBeAsPatientAsConfiguredAtFirst() {
        assertThat(patience()).isEqualTo(CONFIGURED).isEqualTo(300);
    }

    @Test
    void shouldDoubleWhenANodeIsHeardThatWasDeclaredLost() {
        int first = starve(2, 100);
        int second = starve(2, 100);

        assertThat(first).isBetween(250, 350);
        assertThat(second)
                .as("600 ms, and 100 ms for the probe, since the last heartbeat")
                .isBetween(600, 700);
        assertThat(patience()).isEqualTo(4 * CONFIGURED);
        assertThat(cluster.output.events(ClusterEvent.Patience.class))
                .containsExactly(
                        new ClusterEvent.Patience("a", 2 * CONFIGURED), new ClusterEvent.Patience("a", 4 * CONFIGURED));
    }

    @Test
    void shouldEndTheTurmoilOfAMasterThatIsSlow() {
        long before = cluster.director.view(cluster.now).epoch();
        starve(1, 0);
        cluster.run(1_000);
        int master = cluster.nodes.values().stream()
                .filter(node -> node.name.equals(cluster.master()))
                .findAny()
                .orElseThrow()
                .id;
        for (int time = 0; time < 10; time++) {
            cluster.hang(master);
            cluster.run(450);
            cluster.node(master).running = true;
            cluster.run(300);
        }

        assertThat(cluster.director.view(cluster.now).epoch()).isEqualTo(before + 1);
    }

    @Test
    void shouldNotExceedEightTimesWhatIsConfigured() {
        for (int time = 0; time < 5; time++) {
            starve(2, 100);
        }

        assertThat(patience()).isEqualTo(8 * CONFIGURED);
        assertThat(cluster.output.events(ClusterEvent.Patience.class)).hasSize(3);
    }

    @Test
    void shouldHalveAfterEachMinuteWithoutAMistake() {
        starve(2, 100);
        starve(2, 100);
        cluster.run(CALM_MILLIS - 200);
        assertThat(patience()).isEqualTo(4 * CONFIGURED);
        cluster.run(200);
        assertThat(patience()).isEqualTo(2 * CONFIGURED);
        cluster.run(CALM_MILLIS / 2);
        starve(3, 100);
        assertThat(patience()).isEqualTo(4 * CONFIGURED);
        cluster.run(CALM_MILLIS - 200);
        assertThat(patience()).isEqualTo(4 * CONFIGURED);
        cluster.output.clear();
        cluster.forgetSeen();
        cluster.run(2 * CALM_MILLIS);

        assertThat(patience()).isEqualTo(CONFIGURED);
        assertThat(cluster.output.events(ClusterEvent.Patience.class))
                .containsExactly(
                        new ClusterEvent.Patience("", 2 * CONFIGURED), new ClusterEvent.Patience("", CONFIGURED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100, 5_000, 70_000})
    void shouldNotTakeAHangForAMistake(int millis) {
        starve(2, millis);

        assertThat(patience()).isEqualTo(CONFIGURED);
        assertThat(starve(3, millis)).isBetween(250, 350);
    }

    @Test
    void shouldTakeTheSilenceOfManyAtOnceForOneMistake() {
        cluster.hang(2);
        cluster.hang(3);
        cluster.run(500);
        assertThat(isLost(2) && isLost(3)).isTrue();
        cluster.node(2).running = true;
        cluster.node(3).running = true;
        cluster.run(200);

        assertThat(patience()).isEqualTo(2 * CONFIGURED);
    }

    @Test
    void shouldLoseANodeAtOnceWhoseConnectionClosesHoweverPatientItIs() {
        for (int time = 0; time < 3; time++) {
            starve(2, 100);
        }
        cluster.kill(1);
        cluster.run(60);

        assertThat(isLost(1)).isTrue();
        assertThat(cluster.output.all(Prepare.class)).isNotEmpty();
    }

    @Test
    void shouldNotTakeAClosedConnectionForAMistake() {
        cluster.kill(2);
        cluster.run(100);
        assertThat(isLost(2)).isTrue();
        cluster.node(2).running = true;
        cluster.run(200);

        assertThat(isLost(2)).isFalse();
        assertThat(patience()).isEqualTo(CONFIGURED);
    }

    @Test
    void shouldGiveASlowMasterMoreTimeToConfirm() {
        starve(2, 100);
        starve(2, 100);
        cluster.node(2).deafToAssignments = true;
        cluster.node(3).deafToAssignments = true;
        cluster.output.clear();
        cluster.forgetSeen();
        cluster.kill(1);
        cluster.run(1_000);

        assertThat(cluster.output.fencings).as("350 ms would be over").hasSize(1);
        cluster.run(1_000);
        assertThat(cluster.output.fencings).hasSizeGreaterThan(1);
    }
}
