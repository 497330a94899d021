package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Kicked;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.client.ServerMessage.Redirect;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import org.junit.jupiter.api.Test;

/** Sessions between the nodes of one cluster. */
class MovingSessionsTest extends ReplicatingNodes {
    @Test
    void shouldMoveASessionBetweenNodes() {
        LoggedIn login = slave.login(ONE, 1, USER);
        slave.ask(ONE, velocity(2, 4), Applied.class);

        LoggedIn moved = master.resume(TWO, 3, USER, login.session());
        cluster.run(50);

        assertThat(moved.session()).isEqualTo(login.session());
        assertThat(slave.only(ONE, Kicked.class).reason()).isEqualTo("session resumed elsewhere");
        assertThat(world(slave).velocityX(0)).isEqualTo(4);
    }

    @Test
    void shouldKickAcrossNodes() {
        slave.login(ONE, 1, USER);
        master.login(TWO, 1, USER);
        cluster.run(50);

        assertThat(slave.only(ONE, Kicked.class).reason()).isEqualTo("logged in elsewhere");
    }

    @Test
    void shouldClaimBackTheSessionsOfANodeThatWasThoughtLost() {
        LoggedIn login = slave.login(ONE, 1, USER);
        slave.ask(ONE, velocity(2, 4), Applied.class);
        cluster.assign(1, master, Protection.LIFTED, master);
        cluster.run(10);
        assertThat(master.core.state().session(1).deadlineTick()).isPositive();
        cluster.assign(1, master, Protection.LIFTED, master, slave);
        cluster.run(2_000);

        assertThat(master.core.state().session(1).deadlineTick()).isZero();
        assertThat(slave.received(ONE)).isEmpty();
        assertThat(slave.login(ONE, 3, USER).session()).isEqualTo(login.session());
        assertThat(world(master).velocityX(0)).isEqualTo(4);
    }

    @Test
    void shouldReportAClientThatFellSilentOnASlave() {
        slave.login(ONE, 1, USER);
        cluster.run(10_400);
        assertThat(master.core.state().session(1).deadlineTick()).isPositive();
        cluster.run(10_200);

        assertThat(world(slave).size()).isZero();
    }

    @Test
    void shouldSayRedirectWhenTheRegistryDrains() {
        slave.login(ONE, 1, USER);
        slave.control(cluster.assignment(1, master, Protection.ENFORCED, true, master, slave));
        slave.control(cluster.assignment(1, master, Protection.ENFORCED, true, master, slave));

        assertThat(slave.received(ONE)).containsExactly(new Redirect("draining"));
        assertThat(slave.ask(ONE, velocity(2, 1), Applied.class).id())
                .as("served until it goes")
                .isEqualTo(2);
    }
}
