package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Prepared;
import dev.gamecluster.protocol.node.Role;
import org.junit.jupiter.api.Test;

class ElectionTest {
    private final DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b", "c");

    private Failover lastFailover() {
        return cluster.director.view(cluster.now).lastFailover().orElseThrow();
    }

    @Test
    void shouldPromoteMostAdvancedSlaveWhenMasterIsLost() {
        cluster.node(3).at(4, 1_007);
        cluster.node(3).load = 900;
        cluster.kill(1);
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("b");
        assertThat(lastFailover())
                .satisfies(failover -> assertThat(failover.from()).isEqualTo("m"))
                .satisfies(failover -> assertThat(failover.epoch()).isEqualTo(5))
                .satisfies(failover -> assertThat(failover.lostMillis()).isZero())
                .satisfies(failover -> assertThat(failover.durationMillis()).isBetween(50.0, 70.0))
                .satisfies(failover -> assertThat(failover.writesMayBeLost()).isFalse())
                .satisfies(failover -> assertThat(failover.reason()).isEqualTo(Reason.CONNECTION_LOST));
        assertThat(cluster.output.fencings).containsExactly(new RecordingOutput.Fencing(4, 5, 3, "b"));
        assertThat(cluster.output.to(2, Assignment.class).getLast().master()).isEqualTo(3);
    }

    @Test
    void shouldPromoteSlaveWhenMasterHangs() {
        cluster.hang(1);
        cluster.run(500);

        assertThat(cluster.master()).isEqualTo("a");
        assertThat(lastFailover().reason()).isEqualTo(Reason.HEARTBEAT_LOST);
    }

    @Test
    void shouldPromoteSlaveAtOnceWhenMasterIsRestarted() {
        cluster.hang(1);
        cluster.add(new FakeNode("m", 9));
        cluster.heartbeat(cluster.node(9));
        cluster.answerAll();

        assertThat(cluster.master()).isEqualTo("a");
        assertThat(lastFailover().reason()).isEqualTo(Reason.RESTARTED);
    }

    @Test
    void shouldReportLostWorldTimeOfSlavesThatWereBehind() {
        cluster.node(1).at(4, 1_100);
        cluster.run(100);
        cluster.kill(1);
        cluster.run(100);

        assertThat(lastFailover().lostMillis()).isEqualTo(10 * 20);
    }

    @Test
    void shouldPreferLowerLoadThenNameWhenEquallyAdvanced() {
        cluster.node(2).load = 30;
        cluster.node(3).load = 20;
        cluster.node(4).load = 20;
        cluster.run(100);
        cluster.kill(1);
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("b");
    }

    @Test
    void shouldPreferNewerEpochToHigherSeqOfAnOlderOne() {
        cluster.node(2).at(3, 5_000);
        cluster.node(3).at(4, 1_000);
        cluster.node(4).at(4, 999);
        cluster.run(100);
        cluster.kill(1);
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("b");
    }

    @Test
    void shouldSendNoAssignmentOfTheOldReignOncePrepared() {
        cluster.fence = (expected, epoch) -> null;
        cluster.kill(1);
        cluster.run(70);
        assertThat(cluster.director.phase()).isEqualTo(Phase.FENCING);
        cluster.output.clear();
        cluster.forgetSeen();
        cluster.run(300);

        assertThat(cluster.output.all(Assignment.class)).isEmpty();
    }

    @Test
    void shouldWaitForAdmittedSlaveThatIsSlowToPromise() {
        cluster.node(4).at(4, 1_050).deafToPrepare = true;
        cluster.kill(1);
        cluster.run(200);
        assertThat(cluster.director.phase()).isEqualTo(Phase.PREPARING);
        cluster.node(4).deafToPrepare = false;
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("c");
        assertThat(cluster.output.events(ClusterEvent.Suspect.class))
                .contains(new ClusterEvent.Suspect("c", 4, Reason.PREPARE_UNANSWERED));
    }

    @Test
    void shouldNotWaitLongForSlaveThatPromisesNothingAndLives() {
        cluster.node(4).at(4, 1_050).deafToPrepare = true;
        cluster.kill(1);
        cluster.run(500);

        assertThat(cluster.master()).isEqualTo("a");
    }

    @Test
    void shouldGoOnWithoutCandidateThatDiesDuringPrepare() {
        cluster.node(4).at(4, 1_050);
        cluster.kill(1);
        cluster.hang(4);
        cluster.run(220);

        assertThat(cluster.master()).isEqualTo("a");
        assertThat(cluster.states()).contains("c=LOST");
    }

    @Test
    void shouldHoldAnotherElectionWhenChosenNodeDiesBeforeItConfirms() {
        cluster.node(3).at(4, 1_050).deafToAssignments = true;
        cluster.kill(1);
        cluster.run(70);
        assertThat(cluster.director.phase()).isEqualTo(Phase.PROMOTING);
        cluster.kill(3);
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("a");
        assertThat(lastFailover().epoch()).isEqualTo(6);
        assertThat(lastFailover().from()).isEqualTo("m");
    }

    @Test
    void shouldHoldAnotherElectionWhenChosenNodeDoesNotConfirm() {
        cluster.node(2).deafToAssignments = true;
        cluster.kill(1);
        cluster.run(300);
        assertThat(cluster.director.phase()).isEqualTo(Phase.PROMOTING);
        cluster.node(2).deafToAssignments = false;
        cluster.node(2).promised = 5;
        cluster.run(300);

        assertThat(cluster.director.phase()).isEqualTo(Phase.STEADY);
        assertThat(cluster.output.events(ClusterEvent.Promoted.class)).hasSize(1);
    }

    @Test
    void shouldStartAgainWithNewerEpochWhenFenceIsLost() {
        cluster.fence = (expected, epoch) -> expected < 8 ? new FenceResult.Lost(epoch, 8) : new FenceResult.Won(epoch);
        cluster.kill(1);
        cluster.run(100);

        assertThat(lastFailover().epoch()).isEqualTo(9);
        assertThat(cluster.output.fencings)
                .containsExactly(new RecordingOutput.Fencing(4, 5, 2, "a"), new RecordingOutput.Fencing(8, 9, 2, "a"));
    }

    @Test
    void shouldAskAgainWhenTheStoreIsUnavailableOrSilent() {
        int[] asked = new int[1];
        cluster.fence = (expected, epoch) -> switch (asked[0]++) {
            case 0 -> new FenceResult.Unavailable(epoch, "no connection");
            case 1 -> null;
            default -> new FenceResult.Won(epoch);
        };
        cluster.kill(1);
        cluster.run(1_400);

        assertThat(cluster.master()).isEqualTo("a");
        assertThat(cluster.output.fencings).hasSize(3).allMatch(fencing -> fencing.epoch() == 5);
    }

    @Test
    void shouldSkipEpochThatWasPromisedAndNotUsed() {
        cluster.node(3).promised = 11;
        cluster.heartbeat(cluster.node(3));
        cluster.kill(1);
        cluster.run(100);

        assertThat(lastFailover().epoch()).isEqualTo(12);
    }

    @Test
    void shouldStartAgainWhenNodeHasPromisedAHigherEpochMeanwhile() {
        cluster.node(2).deafToPrepare = true;
        cluster.kill(1);
        cluster.run(60);
        cluster.node(2).deafToPrepare = false;
        cluster.node(2).promised = 7;
        cluster.director.onPrepared(new Prepared("local/demo", 2, 7, cluster.node(2).position, 5, 0), cluster.now);
        cluster.run(20);

        assertThat(lastFailover().epoch()).isEqualTo(8);
    }

    @Test
    void shouldFinishElectionThatAFormerRegistryBegan() {
        cluster.node(2).promised = 5;
        cluster.run(500);

        assertThat(cluster.director.phase()).isEqualTo(Phase.STEADY);
        assertThat(lastFailover().epoch()).isEqualTo(6);
        assertThat(lastFailover().reason()).isEqualTo(Reason.UNFINISHED_ELECTION);
        assertThat(cluster.nodes.values()).allMatch(node -> node.epoch == 6);
    }

    @Test
    void shouldNotElectSlaveThatWasLostAndIsNotAdmittedAgain() {
        cluster.hang(2);
        cluster.run(500);
        cluster.node(1).at(4, 1_200);
        cluster.node(3).at(4, 1_200);
        cluster.node(4).at(4, 1_200);
        cluster.node(2).running = true;
        cluster.node(2).at(4, 1_500);
        cluster.run(200);
        cluster.kill(1);
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("b");
    }

    @Test
    void shouldElectSlaveThatWasLostOnceItIsAdmittedAgain() {
        cluster.hang(2);
        cluster.run(500);
        cluster.node(2).running = true;
        cluster.node(2).at(4, 1_500).admittedSeq = 1_400;
        cluster.run(200);
        cluster.kill(1);
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("a");
    }

    @Test
    void shouldSayOnceThatThereIsNoCandidateAndTakeTheLastResortLater() {
        DirectorDriver pair = DirectorDriver.steady(DirectorSettings.defaults(), "a");
        pair.node(2).admittedSeq = 0;
        pair.run(100);
        pair.kill(1);
        pair.run(2_900);
        assertThat(pair.output.events(ClusterEvent.NoCandidate.class)).hasSize(1);
        assertThat(pair.output.all(Prepare.class)).isEmpty();
        assertThat(pair.director.phase()).isEqualTo(Phase.NO_MASTER);
        pair.run(300);

        assertThat(pair.master()).isEqualTo("a");
        assertThat(pair.director.view(pair.now).lastFailover().orElseThrow().writesMayBeLost())
                .isTrue();
    }

    @Test
    void shouldLetTheSameMasterGoOnWhenItReturnsAndNobodyElseCould() {
        DirectorDriver alone = DirectorDriver.steady(DirectorSettings.defaults());
        alone.hang(1);
        alone.run(1_000);
        assertThat(alone.director.phase()).isEqualTo(Phase.NO_MASTER);
        alone.node(1).running = true;
        alone.run(200);

        assertThat(alone.director.phase()).isEqualTo(Phase.STEADY);
        assertThat(alone.director.view(alone.now).epoch()).isEqualTo(4);
    }

    @Test
    void shouldTurnOldMasterThatReturnsIntoSlave() {
        cluster.hang(1);
        cluster.run(500);
        cluster.node(1).running = true;
        cluster.run(200);

        assertThat(cluster.node(1).role).isEqualTo(Role.SLAVE);
        assertThat(cluster.master()).isEqualTo("a");
        assertThat(cluster.states()).containsExactly("a=LIVE", "b=LIVE", "c=LIVE", "m=LIVE");
    }

    @Test
    void shouldBelieveMasterOfHigherEpoch() {
        FakeNode other = cluster.add(FakeNode.master("z", 9, 6, 2_000));
        cluster.heartbeat(other);
        cluster.run(200);

        assertThat(cluster.master()).isEqualTo("z");
        assertThat(cluster.node(1).role).isEqualTo(Role.SLAVE);
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
    }

    @Test
    void shouldHoldElectionWhenTwoNodesAreMasterOfOneEpoch() {
        cluster.add(FakeNode.master("z", 9, 4, 900));
        cluster.run(200);

        assertThat(cluster.director.view(cluster.now).epoch()).isEqualTo(5);
        assertThat(cluster.nodes.values())
                .filteredOn(node -> node.role == Role.MASTER)
                .hasSize(1);
        assertThat(cluster.master()).isEqualTo("m");
    }
}
