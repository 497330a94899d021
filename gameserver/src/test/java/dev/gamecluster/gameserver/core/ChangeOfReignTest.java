package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.AoeApplied;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.client.ServerMessage.Redirect;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Prepared;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import dev.gamecluster.protocol.node.ControlMessage.SteppedDown;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prepare, promotion, switchover, and the old master. */
class ChangeOfReignTest extends ReplicatingNodes {
    private void loseMaster() {
        master.stopped = true;
        slave.control(new Prepare(2));
        cluster.assign(2, slave, Protection.LIFTED, slave);
    }

    @Test
    void shouldGoOnAtTheNextTickWithTheSameSessions() {
        LoggedIn login = slave.login(ONE, 1, USER);
        slave.ask(ONE, velocity(2, 4), Applied.class);
        cluster.run(100);
        long tick = slave.tick();
        master.stopped = true;
        cluster.run(3_000);
        assertThat(slave.tick() - tick).as("world time stands still").isLessThanOrEqualTo(1);
        tick = slave.tick();

        loseMaster();
        cluster.run(21);

        assertThat(slave.core.role()).isEqualTo(Role.MASTER);
        assertThat(slave.tick()).isEqualTo(tick + 1);
        assertThat(slave.received(ONE)).isEmpty();
        assertThat(slave.login(ONE, 3, USER).session()).isEqualTo(login.session());
        assertThat(world(slave).velocityX(0)).isEqualTo(4);
        assertThat(slave.lastControl(Heartbeat.class).role()).isEqualTo(Role.MASTER);
    }

    @Test
    void shouldApplyWhatWaitedOnce() {
        slave.login(ONE, 1, USER);
        slave.login(TWO, 1, OTHER);
        master.stopped = true;
        slave.send(ONE, aoe(2));
        slave.send(ONE, aoe(3));
        cluster.run(300);
        assertThat(slave.hasReceived(ONE)).isFalse();

        loseMaster();
        cluster.until(() -> slave.hasReceived(ONE));

        assertThat(slave.received(ONE))
                .extracting(answer -> ((AoeApplied) answer).id())
                .containsExactly(2L, 3L);
        assertThat(money(slave, OTHER)).isEqualTo(20);
    }

    @Test
    void shouldNotApplyAgainWhatTheOldMasterHadAppliedAndTheSlaveHadNotAnswered() {
        slave.login(ONE, 1, USER);
        slave.login(TWO, 1, OTHER);
        slave.send(ONE, aoe(2));
        cluster.step();
        cluster.step();
        slave.control(new Prepare(2));
        cluster.run(5);
        long applied = money(master, OTHER);
        loseMaster();
        cluster.until(() -> slave.hasReceived(ONE));

        assertThat(applied).isEqualTo(10);
        assertThat(slave.only(ONE, AoeApplied.class).hits()).isEqualTo(1);
        assertThat(money(slave, OTHER)).isEqualTo(10);
    }

    @Test
    void shouldStopApplyingAndAnsweringWhenPrepared() {
        slave.login(ONE, 1, USER);
        slave.control(new Prepare(5));
        Position promised = slave.lastControl(Prepared.class).position();
        slave.send(ONE, velocity(2, 4));
        cluster.run(500);

        assertThat(slave.lastControl(Prepared.class).epoch()).isEqualTo(5);
        assertThat(slave.core.state().position()).isEqualTo(promised);
        assertThat(slave.hasReceived(ONE)).isFalse();
        assertThat(slave.view().following()).isFalse();
        cluster.run(600);
        assertThat(slave.only(ONE, Failed.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void shouldAnswerPrepareAgainAndNeverPromiseLess() {
        slave.control(new Prepare(5));
        slave.control(new Prepare(5));
        slave.control(new Prepare(3));
        cluster.assign(4, master, Protection.LIFTED, slave);

        assertThat(slave.control.stream().filter(Prepared.class::isInstance))
                .hasSize(3)
                .allMatch(answer -> ((Prepared) answer).epoch() == 5);
        assertThat(slave.view().epoch()).isEqualTo(1);
    }

    @Test
    void shouldStopTheMasterThatPromisedAndAnswerNobody() {
        master.login(ONE, 1, USER);
        master.control(new Prepare(2));
        long seq = master.seq();
        master.send(ONE, velocity(2, 4));
        cluster.run(500);

        assertThat(master.seq()).isEqualTo(seq);
        assertThat(master.hasReceived(ONE)).isFalse();
    }

    @Test
    void shouldTakeASnapshotWhenTheOldMasterIsAheadAndApplyItsClientsWriteOnce() {
        master.login(ONE, 1, USER);
        slave.login(TWO, 1, OTHER);
        master.losesSent = message -> true;
        master.send(ONE, aoe(2));
        cluster.run(200);
        assertThat(master.seq()).isGreaterThan(slave.seq());
        assertThat(master.hasReceived(ONE)).isFalse();
        master.losesSent = message -> false;

        cluster.assign(2, slave, Protection.LIFTED, slave, master);
        cluster.until(() -> master.hasReceived(ONE));

        assertThat(master.only(ONE, AoeApplied.class).hits()).isEqualTo(1);
        assertThat(master.core.role()).isEqualTo(Role.SLAVE);
        assertThat(slave.view().snapshotsSent()).isEqualTo(1);
        assertThat(money(slave, OTHER)).isEqualTo(10);
        sameWorld(slave, master);
    }

    @Test
    void shouldBeginTheNextReignWithWhatItHadNotPublished() {
        slave.login(TWO, 1, OTHER);
        master.send(ONE, new Request.Login(1, USER, null, null));
        master.control(new Prepare(2));
        assertThat(master.core.state().knownUsers())
                .as("applied, and its delta still open")
                .isEqualTo(2);

        cluster.assign(2, master, Protection.ENFORCED, master, slave);
        cluster.until(() -> master.hasReceived(ONE));

        assertThat(master.only(ONE, LoggedIn.class).user()).isEqualTo(USER);
        assertThat(master.view().snapshotsSent())
                .as("the slave is replayed the rest")
                .isZero();
        sameWorld(master, slave);
    }

    @Test
    void shouldHandOverWithoutLossWhenAskedToStepDown() {
        master.login(ONE, 1, USER);
        slave.login(TWO, 1, OTHER);
        master.send(ONE, aoe(2));
        master.control(new StepDown(1));
        Position last = master.lastControl(SteppedDown.class).position();
        master.send(ONE, aoe(3));
        slave.send(TWO, aoe(2));
        cluster.until(() -> slave.seq() == last.seq());
        cluster.run(100);
        assertThat(slave.seq()).as("the log has ended").isEqualTo(last.seq());

        cluster.assign(2, slave, Protection.LIFTED, slave, master);
        admitted(master);
        cluster.run(50);

        assertThat(master.received(ONE))
                .containsExactly(new AoeApplied(2, last.tick() + 1, 1), new AoeApplied(3, last.tick() + 1, 1));
        assertThat(slave.received(TWO)).anyMatch(AoeApplied.class::isInstance).contains(new Redirect("promoted"));
        assertThat(slave.view().snapshotsSent())
                .as("the old master keeps its world")
                .isZero();
        assertThat(money(slave, OTHER)).isEqualTo(20);
        assertThat(money(slave, USER)).isEqualTo(10);
        sameWorld(slave, master);
    }

    @Test
    void shouldIgnoreAStepDownOfAnotherReign() {
        master.control(new StepDown(7));
        cluster.run(100);

        assertThat(master.control).noneMatch(SteppedDown.class::isInstance);
        assertThat(slave.seq()).isGreaterThan(master.seq() - 5);
    }

    @Test
    void shouldLetAThirdNodeFollowTheNewMasterFromItsRing() {
        MemoryNode third = cluster.add(3);
        cluster.assign(1, master, Protection.ENFORCED, master, slave, third);
        admitted(third);
        third.login(ONE, 1, USER);
        master.stopped = true;
        cluster.run(100);
        cluster.assign(2, slave, Protection.ENFORCED, slave, third);

        assertThat(third.ask(ONE, velocity(2, 4), Applied.class).id()).isEqualTo(2);
        assertThat(slave.view().snapshotsSent()).isZero();
        sameWorld(slave, third);
    }

    @Test
    void shouldTakeNothingFromTheMasterOfALowerEpoch() {
        cluster.assign(2, slave, Protection.LIFTED, slave);
        MemoryNode third = cluster.add(3);
        cluster.assign(2, slave, Protection.LIFTED, third);
        cluster.until(() -> third.view().following());
        long hash = third.core.state().hash();
        Delta old = new Delta(
                1,
                third.seq() + 1,
                0,
                List.of(new Delta.Entry(
                        new LogRecord.Tick(third.tick() + 1),
                        new dev.gamecluster.protocol.node.Outcome(
                                dev.gamecluster.protocol.node.Outcome.Code.APPLIED, 0, 0, 0))));
        third.core.onFeed(old, cluster.nowNanos);
        third.core.onMaster(new PeerMessage.Replay(1, List.of(old)), cluster.nowNanos);

        assertThat(third.core.state().hash()).isEqualTo(hash);
    }
}
