package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import org.junit.jupiter.api.Test;

/** Ten seconds of silence, ten of grace. */
class ContractOfSilenceTest extends StandaloneNode {
    private static final int NOTICED_MILLIS = 10_300;

    @Test
    void shouldLogOutASilentClientAfterTheGracePeriodAndKeepWhatItHas() {
        node.login(ONE, 1, USER);
        node.ask(ONE, velocity(2, 1), Applied.class);
        cluster.run(NOTICED_MILLIS);
        assertThat(world().size()).as("still there, in its grace period").isEqualTo(1);
        assertThat(world().velocityX(0)).as("and walking").isEqualTo(1);
        cluster.run(9_000);
        assertThat(world().size()).isEqualTo(1);
        cluster.run(1_500);

        assertThat(world().size()).isZero();
        node.login(TWO, 1, USER);
        assertThat(world().x(0)).isBetween(20.0, 21.0);
        assertThat(world().velocityX(0)).isZero();
    }

    @Test
    void shouldResumeWithinTheGracePeriodWithSessionAndVelocity() {
        LoggedIn first = node.login(ONE, 1, USER);
        node.ask(ONE, velocity(2, 1), Applied.class);
        cluster.run(NOTICED_MILLIS + 9_000);

        LoggedIn again = node.resume(TWO, 3, USER, first.session());

        assertThat(again.session()).isEqualTo(first.session());
        cluster.run(2_000);
        assertThat(world().velocityX(0)).isEqualTo(1);
    }

    @Test
    void shouldResumeOnTheOldConnectionToo() {
        LoggedIn first = node.login(ONE, 1, USER);
        cluster.run(NOTICED_MILLIS);
        fails(ONE, velocity(2, 1), ErrorCode.NOT_LOGGED_IN);

        assertThat(node.resume(ONE, 3, USER, first.session()).session()).isEqualTo(first.session());
    }

    @Test
    void shouldTakeAnyFrameAsLife() {
        node.login(ONE, 1, USER);
        node.login(TWO, 1, OTHER);
        node.login(103, 1, 44);
        for (int second = 0; second < 25; second++) {
            cluster.run(1_000);
            node.send(ONE, new Request.Ping(second + 2));
            node.send(TWO, new Request.Query(second + 2, 0, 0, 1, 1, 0));
            node.core.onHeard(103, cluster.nowNanos);
        }

        assertThat(world().size()).isEqualTo(3);
        assertThat(node.core.state().dueSession()).isZero();
    }
}
