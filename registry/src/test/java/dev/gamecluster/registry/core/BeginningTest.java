package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BeginningTest {
    private static DirectorDriver fresh(OptionalInt slaves) {
        return new DirectorDriver(DirectorSettings.defaults().withConfiguredSlaves(slaves));
    }

    @Test
    void shouldPromoteLowestNameAsSoonAsAllConfiguredNodesAreThere() {
        DirectorDriver cluster = fresh(OptionalInt.of(2));
        cluster.add(new FakeNode("demo-1", 21));
        cluster.add(new FakeNode("demo-2", 22));
        cluster.run(300);
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
        cluster.add(new FakeNode("demo-0", 20));
        cluster.run(110);

        assertThat(cluster.master()).isEqualTo("demo-0");
        assertThat(cluster.output.fencings).containsExactly(new RecordingOutput.Fencing(0, 1, 20, "demo-0"));
        assertThat(cluster.output.events(ClusterEvent.Promoted.class))
                .singleElement()
                .satisfies(event -> assertThat(event.failover().reason()).isEqualTo(Reason.BOOTSTRAP));
        assertThat(cluster.director.view(cluster.now).lastFailover()).isEmpty();
        assertThat(cluster.output.events(ClusterEvent.NoCandidate.class)).isEmpty();
    }

    @Test
    void shouldPromoteSomebodyOneSecondAfterTheFirstWhenOthersDoNotCome() {
        DirectorDriver cluster = fresh(OptionalInt.of(2));
        cluster.add(new FakeNode("demo-1", 21));
        cluster.run(900);
        assertThat(cluster.master()).isNull();
        cluster.run(300);

        assertThat(cluster.master()).isEqualTo("demo-1");
    }

    @Test
    void shouldAdoptTheReportedMasterAfterARestart() {
        DirectorDriver cluster = fresh(OptionalInt.empty());
        cluster.add(FakeNode.slave("a", 2, 4, 1_000));
        cluster.add(FakeNode.slave("b", 3, 4, 1_010));
        cluster.add(FakeNode.master("m", 1, 4, 1_000));
        cluster.run(50);

        assertThat(cluster.master()).isEqualTo("m");
        assertThat(cluster.director.phase()).isEqualTo(Phase.SETTLING);
        cluster.run(3_000);
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
        assertThat(cluster.director.phase()).isEqualTo(Phase.STEADY);
        assertThat(cluster.director.view(cluster.now).epoch()).isEqualTo(4);
    }

    @Test
    void shouldTellNobodyAnIncompleteListOfLiveNodesAfterARestart() {
        DirectorDriver cluster = fresh(OptionalInt.empty());
        cluster.add(FakeNode.master("m", 1, 4, 1_000));
        cluster.run(500);
        cluster.add(FakeNode.slave("a", 2, 4, 1_000));
        cluster.run(1_000);

        assertThat(cluster.output.all(Assignment.class))
                .isNotEmpty()
                .allSatisfy(assignment -> assertThat(assignment.live()).containsExactly(1, 2));
    }

    @Test
    void shouldFinishInterruptedElectionAfterARestart() {
        DirectorDriver cluster = fresh(OptionalInt.empty());
        cluster.add(FakeNode.slave("a", 2, 4, 1_000)).promised = 5;
        cluster.add(FakeNode.slave("b", 3, 4, 1_010)).promised = 5;
        cluster.run(1_200);

        assertThat(cluster.master()).isEqualTo("b");
        assertThat(cluster.output.fencings).containsExactly(new RecordingOutput.Fencing(4, 6, 3, "b"));
        assertThat(cluster.director
                        .view(cluster.now)
                        .lastFailover()
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reason.NO_MASTER_REPORTED);
    }

    @Test
    void shouldFinishInterruptedSwitchoverAfterARestart() {
        DirectorDriver cluster = fresh(OptionalInt.empty());
        cluster.add(FakeNode.master("m", 1, 4, 1_000)).promised = 5;
        cluster.add(FakeNode.slave("a", 2, 4, 1_000));
        cluster.run(1_200);

        assertThat(cluster.director.view(cluster.now).epoch()).isEqualTo(6);
        assertThat(cluster.director.phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void shouldBeginNewWorldOnlyAfterAWaitWhenEveryNodeWithTheOldOneIsLost() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults());
        cluster.kill(1);
        cluster.add(new FakeNode("n", 8));
        cluster.run(2_800);
        assertThat(cluster.master()).isNull();
        cluster.run(500);

        assertThat(cluster.master()).isEqualTo("n");
        assertThat(cluster.director
                        .view(cluster.now)
                        .lastFailover()
                        .orElseThrow()
                        .writesMayBeLost())
                .isTrue();
    }

    @Test
    void shouldBeginNewWorldAtOnceWhenTheOnlyNodeIsRestarted() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults());
        cluster.kill(1);
        cluster.run(1_000);
        cluster.add(new FakeNode("m", 8));
        cluster.run(200);

        assertThat(cluster.master()).isEqualTo("m");
        assertThat(cluster.director.view(cluster.now).epoch()).isEqualTo(5);
    }

    @Test
    void shouldSayWhichProtectionHolds() {
        DirectorSettings any = DirectorSettings.defaults();
        assertThat(protection(DirectorDriver.steady(any, "a"))).isEqualTo(Protection.ENFORCED);
        assertThat(protection(DirectorDriver.steady(any))).isEqualTo(Protection.LIFTED);
        assertThat(protection(DirectorDriver.steady(any.withWhenNoSlave(WhenNoSlave.HOLD))))
                .isEqualTo(Protection.ENFORCED);
        assertThat(protection(DirectorDriver.steady(any.withConfiguredSlaves(OptionalInt.of(0)))))
                .isEqualTo(Protection.NONE);
    }

    @Test
    void shouldLiftProtectionWhenTheLastSlaveIsLost() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a");
        cluster.kill(2);
        cluster.run(70);

        Assignment newest = cluster.output.to(1, Assignment.class).getLast();
        assertThat(newest.protection()).isEqualTo(Protection.LIFTED);
        assertThat(newest.live()).containsExactly(1);
    }

    @Test
    void shouldNotLiftProtectionForAMasterThatWasNotHeardYet() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a");
        cluster.node(2).deafToAssignments = true;
        cluster.kill(1);
        cluster.run(250);

        List<Assignment> unheard = cluster.output.to(2, Assignment.class).stream()
                .filter(assignment -> assignment.epoch() == 5)
                .toList();
        assertThat(unheard).isNotEmpty().allMatch(assignment -> assignment.protection() == Protection.ENFORCED);

        cluster.node(2).deafToAssignments = false;
        cluster.run(250);
        assertThat(cluster.output.to(2, Assignment.class).getLast().protection())
                .isEqualTo(Protection.LIFTED);
    }

    private static Protection protection(DirectorDriver cluster) {
        return cluster.director.view(cluster.now).protection();
    }
}
