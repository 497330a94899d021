package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import dev.gamecluster.registry.core.SwitchoverResult.Refusal;
import org.junit.jupiter.api.Test;

class SwitchoverTest {
    private final DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");

    private SwitchoverResult request(String to) {
        cluster.director.requestSwitchover(to, 1, cluster.now);
        cluster.answerAll();
        return cluster.output.switchovers.get(1L);
    }

    private Refusal refusal(String to) {
        SwitchoverResult result = request(to);
        cluster.output.switchovers.clear();
        return ((SwitchoverResult.Refused) result).refusal();
    }

    @Test
    void shouldHandOverToTheAskedSlave() {
        SwitchoverResult result = request("b");

        assertThat(result).isEqualTo(new SwitchoverResult.Done("m", "b", 5, 0));
        assertThat(cluster.master()).isEqualTo("b");
        cluster.run(300);
        assertThat(cluster.states()).containsExactly("a=LIVE", "b=LIVE", "m=LIVE");
        assertThat(cluster.director.view(cluster.now).switchovers()).isEqualTo(1);
        assertThat(cluster.director.view(cluster.now).failovers()).isZero();
    }

    @Test
    void shouldPrepareNobodyBeforeTheTargetHasCaughtUp() {
        cluster.node(3).at(4, 990);
        cluster.node(1).at(4, 1_020);
        cluster.run(100);
        request("b");
        cluster.run(50);
        assertThat(cluster.director.phase()).isEqualTo(Phase.CATCHING_UP);
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
        cluster.node(3).at(4, 1_020);
        cluster.run(30);

        assertThat(cluster.output.switchovers.get(1L))
                .isInstanceOfSatisfying(SwitchoverResult.Done.class, done -> assertThat(done.gapMillis())
                        .isBetween(50.0, 80.0));
        assertThat(cluster.master()).isEqualTo("b");
    }

    @Test
    void shouldChooseTheMostAdvancedLeastLoadedSlaveByItself() {
        cluster.node(2).load = 500;
        cluster.run(100);
        assertThat(request(null)).isInstanceOfSatisfying(SwitchoverResult.Done.class, done -> assertThat(done.to())
                .isEqualTo("b"));
    }

    @Test
    void shouldSayWhyItRefuses() {
        cluster.node(3).following = false;
        cluster.run(100);
        assertThat(refusal("nobody")).isEqualTo(Refusal.UNKNOWN_TARGET);
        assertThat(refusal("m")).isEqualTo(Refusal.TARGET_IS_MASTER);
        assertThat(refusal("b")).isEqualTo(Refusal.TARGET_NOT_READY);
        cluster.node(2).admittedSeq = 0;
        cluster.run(100);
        assertThat(refusal(null)).isEqualTo(Refusal.NO_SLAVE);
        cluster.fence = (expected, epoch) -> null;
        cluster.kill(1);
        cluster.run(60);
        assertThat(refusal(null)).isEqualTo(Refusal.BUSY);
    }

    @Test
    void shouldRefuseASecondOneWhileOneIsUnderWay() {
        cluster.node(1).deafToStepDown = true;
        request("a");
        cluster.director.requestSwitchover("b", 2, cluster.now);

        assertThat(cluster.output.switchovers.get(2L))
                .isInstanceOfSatisfying(SwitchoverResult.Refused.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.BUSY));
    }

    @Test
    void shouldGiveTheReignBackWhenTheTargetCannotCatchUp() {
        cluster.node(3).at(4, 990);
        cluster.node(2).at(4, 990);
        cluster.run(100);
        request("b");
        cluster.run(700);

        assertThat(cluster.output.switchovers.get(1L)).isInstanceOf(SwitchoverResult.Failed.class);
        assertThat(cluster.master()).isEqualTo("m");
        assertThat(cluster.director.view(cluster.now).epoch()).isEqualTo(5);
        assertThat(cluster.director.phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void shouldGiveTheReignBackWhenTheTargetDies() {
        cluster.node(3).at(4, 990);
        cluster.run(100);
        request("b");
        cluster.kill(3);
        cluster.run(100);

        assertThat(cluster.output.switchovers.get(1L)).isInstanceOf(SwitchoverResult.Failed.class);
        assertThat(cluster.master()).isEqualTo("m");
    }

    @Test
    void shouldFinishWithAnElectionWhenTheMasterDoesNotStop() {
        cluster.node(1).deafToStepDown = true;
        request("b");
        cluster.run(700);

        assertThat(cluster.output.to(1, StepDown.class)).hasSizeGreaterThan(2);
        assertThat(cluster.output.switchovers.get(1L)).isInstanceOf(SwitchoverResult.Failed.class);
        assertThat(cluster.director.phase()).isEqualTo(Phase.STEADY);
        assertThat(cluster.director.view(cluster.now).epoch()).isEqualTo(5);
    }

    @Test
    void shouldFailOverWhenTheMasterDiesWhileItIsAskedToStop() {
        cluster.node(1).deafToStepDown = true;
        request("b");
        cluster.kill(1);
        cluster.run(100);

        assertThat(cluster.master()).isEqualTo("b");
        assertThat(cluster.output.switchovers.get(1L)).isInstanceOf(SwitchoverResult.Done.class);
    }

    @Test
    void shouldHandOverWhenTheMasterWantsToGo() {
        cluster.node(1).leaving = true;
        cluster.run(200);

        assertThat(cluster.master()).isEqualTo("a");
        assertThat(cluster.output.to(1, Assignment.class).getLast().draining()).isTrue();
        assertThat(cluster.states()).contains("m=DRAINING");
        assertThat(cluster.output.events(ClusterEvent.Drained.class)).hasSize(1);
    }

    @Test
    void shouldKeepLeavingMasterWhenThereIsNoSlave() {
        DirectorDriver alone = DirectorDriver.steady(DirectorSettings.defaults());
        alone.node(1).leaving = true;
        alone.run(2_000);

        assertThat(alone.output.all(StepDown.class)).isEmpty();
        assertThat(alone.director.phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void shouldDrainSlaveUntilItsClientsAreGone() {
        cluster.node(2).clients = 3;
        cluster.run(100);
        cluster.director.requestDrain("a", 5, cluster.now);
        cluster.run(200);

        assertThat(cluster.output.drains.get(5L)).isEqualTo(new DrainResult.Draining("a"));
        assertThat(cluster.output.to(2, Assignment.class).getLast().draining()).isTrue();
        assertThat(cluster.states()).contains("a=DRAINING");
        for (int i = 0; i < 10; i++) {
            assertThat(cluster.director
                            .chooseEndpoint(Reach.INSIDE, cluster.now)
                            .orElseThrow()
                            .node())
                    .isEqualTo("b");
        }
        assertThat(cluster.output.events(ClusterEvent.Drained.class)).isEmpty();
        cluster.node(2).clients = 0;
        cluster.run(300);
        assertThat(cluster.output.events(ClusterEvent.Drained.class)).hasSize(1);
    }

    @Test
    void shouldHandOverBeforeTheMasterDrains() {
        cluster.director.requestDrain("m", 5, cluster.now);
        cluster.run(200);

        assertThat(cluster.output.drains.get(5L)).isEqualTo(new DrainResult.Draining("m"));
        assertThat(cluster.master()).isEqualTo("a");
        assertThat(cluster.states()).contains("m=DRAINING");
    }

    @Test
    void shouldSayThatItCannotDrain() {
        cluster.director.requestDrain("nobody", 5, cluster.now);
        assertThat(cluster.output.drains.get(5L)).isEqualTo(new DrainResult.UnknownNode("nobody"));

        DirectorDriver alone = DirectorDriver.steady(DirectorSettings.defaults());
        alone.director.requestDrain("m", 6, alone.now);
        assertThat(alone.output.drains.get(6L)).isInstanceOf(DrainResult.NotHandedOver.class);
    }
}
