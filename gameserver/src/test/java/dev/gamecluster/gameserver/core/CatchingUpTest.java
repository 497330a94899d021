package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.AoeApplied;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gaps, rings that are too short, copies that differ. */
class CatchingUpTest extends ReplicatingNodes {
    @Test
    void shouldFillAGapFromTheRing() {
        long lost = slave.seq() + 3;
        slave.losesFeed = delta -> delta.firstSeq() <= lost && lost <= delta.lastSeq();
        cluster.run(500);

        assertThat(slave.seq()).isGreaterThan(lost);
        assertThat(master.view().snapshotsSent()).isZero();
        assertThat(slave.view().divergences()).isZero();
        sameWorld(master, slave);
    }

    @Test
    void shouldFollowAFeedThatLosesEverySecondDelta() {
        slave.login(ONE, 1, USER);
        int[] count = {0};
        slave.losesFeed = delta -> count[0]++ % 2 == 0;
        for (int id = 2; id < 40; id++) {
            slave.ask(ONE, velocity(id, id % 20), Applied.class);
        }
        slave.losesFeed = delta -> false;
        cluster.run(100);

        assertThat(master.view().snapshotsSent()).isZero();
        sameWorld(master, slave);
    }

    @Test
    void shouldTakeASnapshotWhenTheRingIsTooShort() {
        master.login(TWO, 1, OTHER);
        cluster.assign(1, master, Protection.LIFTED, master);
        slave.stopped = true;
        cluster.run(4_000);
        slave.stopped = false;
        cluster.assign(1, master, Protection.LIFTED, master, slave);
        cluster.until(() -> master.view().snapshotsSent() == 1);
        admitted(slave);
        cluster.run(1_100);

        assertThat(master.view().snapshotsSent()).isEqualTo(1);
        assertThat(slave.view().divergences()).isZero();
        sameWorld(master, slave);
    }

    @Test
    void shouldAnswerRepeatedIdsFromASnapshotsMemory() {
        LoggedIn login = slave.login(ONE, 1, USER);
        slave.login(TWO, 1, OTHER);
        AoeApplied first = slave.ask(ONE, aoe(2), AoeApplied.class);
        cluster.run(4_000);
        MemoryNode late = cluster.add(3);
        cluster.assign(1, master, Protection.ENFORCED, master, slave, late);
        admitted(late);
        assertThat(master.view().snapshotsSent()).isEqualTo(1);

        late.resume(ONE, 3, USER, login.session());

        assertThat(late.ask(ONE, aoe(2), AoeApplied.class)).isEqualTo(first);
        assertThat(money(late, OTHER)).isEqualTo(10);
    }

    @Test
    void shouldDropADivergedCopyAndTakeASnapshotAndServeItsClientsOn() {
        cluster.run(3_000);
        LoggedIn login = slave.login(ONE, 1, USER);
        slave.damagesFeed = ReplicatingNodes::twistVelocity;
        slave.ask(ONE, velocity(2, 1), Applied.class);
        slave.damagesFeed = delta -> delta;
        assertThat(world(slave).velocityX(0)).isEqualTo(2);
        cluster.until(() -> slave.view().divergences() == 1);
        admitted(slave);

        assertThat(master.view().snapshotsSent()).isEqualTo(1);
        assertThat(slave.reports).anyMatch(sentence -> sentence.contains("differs from the master's"));
        assertThat(world(slave).velocityX(0)).isEqualTo(1);
        for (int id = 3; id < 20; id++) {
            assertThat(slave.ask(ONE, velocity(id, 3), Applied.class).id()).isEqualTo(id);
        }
        assertThat(slave.login(ONE, 50, USER).session()).isEqualTo(login.session());
        sameWorld(master, slave);
    }

    @Test
    void shouldLoseNoWriteThatWaitedWhileTheCopyWasReplaced() {
        cluster.run(3_000);
        slave.login(ONE, 1, USER);
        slave.login(TWO, 1, OTHER);
        slave.damagesFeed = ReplicatingNodes::twistVelocity;
        slave.ask(ONE, velocity(2, 1), Applied.class);
        slave.damagesFeed = delta -> delta;
        for (int id = 3; slave.view().divergences() == 0; id++) {
            slave.send(ONE, aoe(id));
            cluster.step();
        }
        int sent = 0;
        for (int id = 5_000; id < 5_010; id++) {
            slave.send(ONE, aoe(id));
            sent++;
        }
        cluster.run(500);

        List<ServerMessage> answers = slave.received(ONE);
        assertThat(answers).allMatch(AoeApplied.class::isInstance);
        assertThat(answers.stream().filter(answer -> ((AoeApplied) answer).id() >= 5_000))
                .hasSize(sent);
        assertThat(money(master, OTHER)).isEqualTo(10L * answers.size());
        assertThat(slave.view().pendingWrites()).isZero();
    }

    @Test
    void shouldNotBelieveAnEmptyReplayWhenItHasNothing() {
        MemoryNode fresh = cluster.add(3);
        fresh.losesSent = message -> true;
        cluster.assign(1, master, Protection.ENFORCED, master, slave, fresh);
        fresh.core.onMaster(new PeerMessage.Replay(1, List.of()), cluster.nowNanos);

        assertThat(fresh.view().following()).isFalse();
    }

    @Test
    void shouldForwardAgainWhatGotLost() {
        slave.login(ONE, 1, USER);
        slave.losesSent = PeerMessage.Forward.class::isInstance;
        slave.send(ONE, velocity(2, 5));
        cluster.run(50);
        slave.losesSent = message -> false;
        cluster.until(() -> slave.hasReceived(ONE));

        assertThat(slave.only(ONE, Applied.class).id()).isEqualTo(2);
    }
}
