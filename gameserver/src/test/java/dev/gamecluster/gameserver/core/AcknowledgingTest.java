package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import org.junit.jupiter.api.Test;

/** Whom a client hears from, and when. */
class AcknowledgingTest extends ReplicatingNodes {
    @Test
    void shouldAnswerTheMastersClientOnlyWhenASlaveHasIt() {
        slaveDoesNotAcknowledge();
        master.send(ONE, new Request.Login(1, USER, null, null));
        cluster.run(20);
        assertThat(master.hasReceived(ONE)).isFalse();
        slaveAcknowledges();
        cluster.until(() -> master.hasReceived(ONE));

        assertThat(slave.core.state().knownUsers()).isEqualTo(1);
        assertThat(slave.core.state().session(1)).isNotNull();
    }

    @Test
    void shouldAnswerTheSlavesClientWhenTheSlaveHasAppliedIt() {
        slave.login(ONE, 1, USER);
        slave.send(ONE, velocity(2, 7));
        while (!slave.hasReceived(ONE)) {
            assertThat(world(slave).velocityX(0)).isZero();
            cluster.step();
        }

        assertThat(world(slave).velocityX(0)).isEqualTo(7);
        assertThat(world(master).velocityX(0)).isEqualTo(7);
    }

    @Test
    void shouldGiveTheSameTickOnEveryNode() {
        LoggedIn login = slave.login(ONE, 1, USER);
        Applied applied = slave.ask(ONE, velocity(2, 7), Applied.class);
        cluster.run(300);
        master.resume(TWO, 3, USER, login.session());

        assertThat(master.ask(TWO, velocity(2, 7), Applied.class)).isEqualTo(applied);
    }

    @Test
    void shouldNotTellClientsOfASlaveThatIsNotAdmitted() {
        MemoryNode late = cluster.add(3);
        late.control(cluster.assignment(1, master, Protection.ENFORCED, false, master, slave));
        cluster.until(() -> late.view().following());
        late.send(ONE, new Request.Login(1, USER, null, null));
        cluster.until(() -> late.core.state().knownUsers() == 1);
        assertThat(late.hasReceived(ONE)).isFalse();

        cluster.assign(1, master, Protection.ENFORCED, master, slave, late);
        cluster.until(() -> late.hasReceived(ONE));

        assertThat(late.view().admittedSeq()).isPositive();
        assertThat(late.only(ONE, LoggedIn.class).user()).isEqualTo(USER);
    }
}
