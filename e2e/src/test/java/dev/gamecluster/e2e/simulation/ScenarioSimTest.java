package dev.gamecluster.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Fixed fault scripts. Every run also checks all invariants after every step, and the books at the end: every acknowledged write is
 * there exactly once.
 */
class ScenarioSimTest {
    private static final long LONGEST_FAILOVER_MILLIS = 500;

    private static Simulation booted(SimulationSettings settings) {
        Simulation simulation = new Simulation(settings);
        simulation.boot();
        simulation.run(1_000);
        return simulation;
    }

    private static void awaitAnotherMaster(Simulation simulation, SimulatedNode former) {
        simulation.runUntil(
                () -> simulation.master() != null && simulation.master() != former,
                LONGEST_FAILOVER_MILLIS,
                () -> "no other master than " + former);
    }

    @Test
    void shouldPromoteASlaveWithinHalfASecondWhenMasterIsKilledUnderLoad() {
        Simulation simulation = booted(SimulationSettings.of(11, 2, 6));
        SimulatedNode master = simulation.master();
        simulation.crash(master, 2_000);
        awaitAnotherMaster(simulation, master);
        simulation.run(2_000);
        simulation.settle();
        assertThat(simulation.statistics().failovers()).isEqualTo(1);
        assertThat(simulation.statistics().sessionsLost()).isZero();
    }

    @Test
    void shouldIgnoreAMasterThatWasStoppedForFiveSecondsAndComesBack() {
        Simulation simulation = booted(SimulationSettings.of(12, 2, 6));
        SimulatedNode master = simulation.master();
        simulation.pause(master, 5_000);
        awaitAnotherMaster(simulation, master);
        SimulatedNode promoted = simulation.master();
        simulation.run(5_500);
        assertThat(simulation.master()).isSameAs(promoted);
        simulation.settle();
        assertThat(simulation.statistics().failovers()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheMasterWhenASlaveIsKilled() {
        Simulation simulation = booted(SimulationSettings.of(13, 2, 6));
        SimulatedNode master = simulation.master();
        simulation.crash(simulation.slave(), 1_500);
        simulation.run(2_000);
        simulation.settle();
        assertThat(simulation.master()).isSameAs(master);
        assertThat(simulation.statistics().failovers()).isZero();
        assertThat(simulation.statistics().sessionsLost()).isZero();
    }

    @Test
    void shouldGoOnWithTheSameMasterWhenTheRegistryIsKilledAndRestarted() {
        Simulation simulation = booted(SimulationSettings.of(14, 2, 6));
        SimulatedNode master = simulation.master();
        simulation.crash(simulation.registry(), 3_000);
        long before = simulation.statistics().writesAcknowledged();
        simulation.run(2_900);
        assertThat(simulation.statistics().writesAcknowledged()).isGreaterThan(before + 100);
        simulation.run(3_000);
        simulation.settle();
        assertThat(simulation.master()).isSameAs(master);
        assertThat(simulation.statistics().failovers()).isZero();
    }

    @Test
    void shouldFinishASwitchoverInWhichTheRegistryIsKilled() {
        Simulation simulation = booted(SimulationSettings.of(15, 2, 6));
        simulation.registry().requestSwitchover(null);
        simulation.run(2);
        simulation.crash(simulation.registry(), 1_000);
        simulation.run(4_000);
        simulation.settle();
    }

    @Test
    void shouldHandOverWithoutLossWhenASwitchoverIsAskedFor() {
        Simulation simulation = booted(SimulationSettings.of(16, 2, 6));
        SimulatedNode master = simulation.master();
        simulation.registry().requestSwitchover(null);
        awaitAnotherMaster(simulation, master);
        simulation.run(1_000);
        simulation.settle();
        assertThat(simulation.statistics().switchovers()).isEqualTo(1);
        assertThat(simulation.statistics().failovers()).isZero();
    }

    @Test
    void shouldConvergeWhenMasterAndASlaveAreKilledTogether() {
        Simulation simulation = booted(SimulationSettings.of(17, 3, 6).weak());
        SimulatedNode slave = simulation.slave();
        simulation.crash(simulation.master(), 2_000);
        simulation.crash(slave, 2_500);
        simulation.run(3_000);
        simulation.settle();
        assertThat(simulation.statistics().failovers()).isEqualTo(1);
    }

    @Test
    void shouldTakeASnapshotWhileWritesGoOnWhenTheRingIsTooShort() {
        Simulation simulation = booted(SimulationSettings.of(18, 2, 6).withRingBytes(4_000));
        simulation.crash(simulation.slave(), 500);
        simulation.run(600);
        long before = simulation.statistics().writesAcknowledged();
        simulation.awaitHealth(5_000);
        simulation.run(500);
        assertThat(simulation.statistics().writesAcknowledged()).isGreaterThan(before);
        simulation.settle();
        assertThat(simulation.statistics().snapshots()).isPositive();
    }

    @Test
    void shouldApplyARetriedWriteOnceWhenTheNewMasterHasItFromASnapshot() {
        Simulation simulation = booted(SimulationSettings.of(19, 1, 6).withRingBytes(4_000));
        simulation.crash(simulation.slave(), 300);
        simulation.run(400);
        simulation.awaitHealth(5_000);
        SimulatedNode master = simulation.master();
        simulation.crash(master, 1_000);
        awaitAnotherMaster(simulation, master);
        simulation.run(1_500);
        simulation.settle();
        assertThat(simulation.statistics().snapshots()).isPositive();
        assertThat(simulation.statistics().writesRetried()).isPositive();
    }

    @Test
    void shouldAnswerARepeatedLogoutWhenTheNodeThatTookItIsKilled() {
        Simulation simulation = booted(roaming(20, 2));
        SimulatedClient client = simulation.clients().getLast();
        simulation.forbidRoaming();
        simulation.runUntil(client::isIdle, 5_000, client::toString);
        client.logOut();
        simulation.run(1);
        simulation.crash(client.node(), 1_000);
        simulation.runUntil(() -> !client.isLoggingOut(), 5_000, client::toString);
        simulation.settle();
    }

    @Test
    void shouldResumeTheSessionWhenAClientComesBackWithinTheGracePeriod() {
        Simulation simulation = booted(roaming(21, 2));
        SimulatedClient client = simulation.clients().getLast();
        simulation.forbidRoaming();
        simulation.runUntil(client::isIdle, 5_000, client::toString);
        String session = client.session();
        client.fallSilent(15_000 * Chance.MILLI);
        simulation.run(12_000);
        simulation.crash(simulation.master(), 1_000);
        simulation.run(4_000);
        simulation.runUntil(client::isPlaying, 5_000, client::toString);
        assertThat(client.session()).isEqualTo(session);
        simulation.settle();
    }

    @Test
    void shouldLogAClientOutWhenItIsSilentBeyondTheGracePeriod() {
        Simulation simulation = booted(roaming(22, 2));
        SimulatedClient client = simulation.clients().getLast();
        simulation.forbidRoaming();
        simulation.runUntil(client::isIdle, 5_000, client::toString);
        String session = client.session();
        int users = simulation.master().core().state().loggedInUsers();
        client.fallSilent(25_000 * Chance.MILLI);
        simulation.run(22_000);
        assertThat(simulation.master().core().state().loggedInUsers()).isEqualTo(users - 1);
        simulation.run(3_000);
        simulation.runUntil(client::isPlaying, 5_000, client::toString);
        assertThat(client.session()).isNotEqualTo(session);
        simulation.settle();
    }

    @Test
    void shouldSpreadClientsAgainWhenASlaveHasComeBack() {
        Simulation simulation = booted(SimulationSettings.of(23, 2, 30));
        SimulatedNode slave = simulation.slave();
        simulation.crash(slave, 2_000);
        simulation.run(2_500);
        assertThat(slave.view().boundSessions()).isLessThan(10);
        simulation.runUntil(() -> slave.view().boundSessions() >= 10, 30_000, () -> slave + " has too few clients");
        simulation.settle();
        assertThat(simulation.statistics().sessionsLost()).isZero();
    }

    private static SimulationSettings roaming(long seed, int roamers) {
        SimulationSettings calm = SimulationSettings.of(seed, 2, 3);
        return new SimulationSettings(
                calm.seed(),
                true,
                calm.slaves(),
                calm.clients(),
                roamers,
                0,
                0,
                0,
                false,
                calm.configuredSlaves(),
                calm.ringBytes());
    }
}
