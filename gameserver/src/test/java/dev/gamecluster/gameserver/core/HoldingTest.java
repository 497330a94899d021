package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.AoeApplied;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import org.junit.jupiter.api.Test;

/** The loss bound: a master that nobody acknowledges stands still. */
class HoldingTest extends ReplicatingNodes {
    @Test
    void shouldStandStillWhenNoSlaveAcknowledgesAndGoOnWithoutAJump() {
        cluster.run(100);
        slaveDoesNotAcknowledge();
        cluster.run(60);
        long tick = master.tick();
        long seq = master.seq();
        assertThat(master.view().holding()).isTrue();
        cluster.run(2_000);
        assertThat(master.tick()).isEqualTo(tick);
        assertThat(master.seq()).isEqualTo(seq);
        assertThat(master.view().heldNanos()).isPositive();

        slaveAcknowledges();
        cluster.run(100);

        assertThat(master.view().holding()).isFalse();
        assertThat(master.tick() - tick)
                .as("100 ticks were held, a few at most are made up")
                .isBetween(4L, 11L);
        sameWorld(master, slave);
    }

    @Test
    void shouldNeverHaveMoreUnacknowledgedThanTheBoundAndATick() {
        slaveDoesNotAcknowledge();
        long seq = master.seq();
        cluster.run(1_000);

        long ticks = master.seq() - seq;
        assertThat(ticks).as("records of 30 ms and one more").isBetween(1L, 4L);
    }

    @Test
    void shouldAnswerUnavailableAfterOneSecondAndApplyTheRepeatedWriteOnce() {
        master.login(ONE, 1, USER);
        master.login(TWO, 1, OTHER);
        slaveDoesNotAcknowledge();
        cluster.run(100);
        master.send(ONE, aoe(2));
        cluster.run(995);
        assertThat(master.hasReceived(ONE)).isFalse();
        cluster.run(30);
        assertThat(master.only(ONE, Failed.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        cluster.run(200);
        assertThat(master.received(ONE)).as("answered once").isEmpty();

        slaveAcknowledges();
        AoeApplied applied = master.ask(ONE, aoe(2), AoeApplied.class);

        assertThat(applied.hits()).isEqualTo(1);
        assertThat(money(master, OTHER)).isEqualTo(10);
        cluster.run(50);
        assertThat(money(slave, OTHER)).isEqualTo(10);
    }

    @Test
    void shouldRefuseTheWriteAboveTheBoundOfOneSession() {
        master.login(ONE, 1, USER);
        slaveDoesNotAcknowledge();
        cluster.run(100);
        for (int id = 2; id < 258; id++) {
            master.send(ONE, velocity(id, 1));
        }
        assertThat(master.hasReceived(ONE)).isFalse();

        master.send(ONE, velocity(258, 9));
        Failed failed = master.only(ONE, Failed.class);
        assertThat(failed.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(failed.id()).isEqualTo(258);

        slaveAcknowledges();
        cluster.until(() -> world(master).velocityX(0) == 1);
        cluster.run(50);
        assertThat(master.received(ONE)).hasSize(256).allMatch(Applied.class::isInstance);
        assertThat(world(master).velocityX(0))
                .as("the refused one was not applied")
                .isEqualTo(1);
    }

    @Test
    void shouldBoundTheCopiesOfOneWrite() {
        master.login(ONE, 1, USER);
        slaveDoesNotAcknowledge();
        cluster.run(100);
        for (int copy = 0; copy < 1_000; copy++) {
            master.send(ONE, velocity(2, 1));
        }
        assertThat(master.received(ONE)).hasSize(1_000 - 256).allMatch(Failed.class::isInstance);

        slaveAcknowledges();
        cluster.run(50);

        assertThat(master.received(ONE)).hasSize(256).allMatch(Applied.class::isInstance);
    }

    @Test
    void shouldAnswerQueriesAndPingsMeanwhile() {
        slaveDoesNotAcknowledge();
        cluster.run(500);

        assertThat(world(master).size()).isZero();
        master.send(ONE, new Request.Ping(1));
        assertThat(master.only(ONE, ServerMessage.Pong.class).lagMillis()).isGreaterThan(400);
    }

    @Test
    void shouldKeepTheBoundWhileAnAdmittedSlaveIsAliveWhateverTheRegistrySays() {
        cluster.assign(1, master, Protection.LIFTED, master, slave);
        slaveDoesNotAcknowledge();
        master.send(ONE, new Request.Login(1, USER, null, null));
        cluster.run(500);

        assertThat(master.hasReceived(ONE)).isFalse();
        assertThat(master.view().protectedWrites()).isTrue();
        assertThat(master.view().holding()).isTrue();
    }

    @Test
    void shouldGoOnUnprotectedWhenTheRegistrySaysThatNoSlaveIsAlive() {
        slave.stopped = true;
        master.send(ONE, new Request.Login(1, USER, null, null));
        cluster.run(500);
        assertThat(master.hasReceived(ONE)).isFalse();

        cluster.assign(1, master, Protection.LIFTED, master);
        cluster.until(() -> master.hasReceived(ONE));

        assertThat(master.view().protectedWrites()).isFalse();
        assertThat(master.core.state().admissions().toList()).isEmpty();
    }

    @Test
    void shouldWaitForASlaveWhenThePolicyIsToHold() {
        slave.stopped = true;
        cluster.assign(1, master, Protection.ENFORCED, master);
        cluster.run(500);
        long tick = master.tick();
        MemoryNode late = cluster.add(3);
        cluster.assign(1, master, Protection.ENFORCED, master, late);

        admitted(late);
        cluster.run(100);

        assertThat(master.tick()).isGreaterThan(tick);
        sameWorld(master, late);
    }
}
