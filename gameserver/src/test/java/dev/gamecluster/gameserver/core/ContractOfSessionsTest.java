package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.AoeApplied;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Kicked;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.client.ServerMessage.QueryResult;
import dev.gamecluster.protocol.client.UserList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Login, resume, kick, logout. */
class ContractOfSessionsTest extends StandaloneNode {
    @Test
    void shouldAnswerTheRunningSessionWhenLoginIsRepeatedOnTheSameConnection() {
        LoggedIn first = node.login(ONE, 1, USER);
        node.ask(ONE, velocity(2, 3), Applied.class);
        cluster.run(200);

        LoggedIn again = node.login(ONE, 9, USER);

        assertThat(again).isEqualTo(new LoggedIn(9, USER, first.session(), first.tick()));
        assertThat(world().velocityX(0)).isEqualTo(3);
    }

    @Test
    void shouldAnswerTheRunningSessionToALoginPipelinedTwice() {
        node.send(ONE, login(1, USER));
        node.send(ONE, login(2, USER));
        cluster.run(5);

        List<ServerMessage> received = node.received(ONE);
        assertThat(received).hasSize(2).allMatch(LoggedIn.class::isInstance);
        assertThat(((LoggedIn) received.get(0)).session()).isEqualTo(((LoggedIn) received.get(1)).session());
    }

    @Test
    void shouldRefuseALoginOfAnotherUserOnTheSameConnection() {
        node.login(ONE, 1, USER);

        fails(ONE, login(2, OTHER), ErrorCode.BAD_REQUEST);
        assertThat(node.ask(ONE, velocity(3, 1), Applied.class).id()).isEqualTo(3);
    }

    @Test
    void shouldKickTheOldConnectionWhenTheUserLogsInElsewhere() {
        LoggedIn first = node.login(ONE, 1, USER);
        node.ask(ONE, velocity(2, 3), Applied.class);

        LoggedIn second = node.login(TWO, 1, USER);

        assertThat(second.session()).isNotEqualTo(first.session());
        assertThat(node.only(ONE, Kicked.class).reason()).isEqualTo("logged in elsewhere");
        assertThat(world().velocityX(0)).isZero();
        fails(ONE, velocity(3, 1), ErrorCode.NOT_LOGGED_IN);
    }

    @Test
    void shouldMoveASessionThatIsResumedElsewhereAndKeepItsVelocity() {
        LoggedIn first = node.login(ONE, 1, USER);
        node.ask(ONE, velocity(2, 3), Applied.class);

        LoggedIn second = node.resume(TWO, 7, USER, first.session());

        assertThat(second.session()).isEqualTo(first.session());
        assertThat(node.only(ONE, Kicked.class).reason()).isEqualTo("session resumed elsewhere");
        assertThat(world().velocityX(0)).isEqualTo(3);
        fails(ONE, velocity(3, 1), ErrorCode.NOT_LOGGED_IN);
        assertThat(node.ask(TWO, velocity(8, 4), Applied.class).id()).isEqualTo(8);
    }

    @Test
    void shouldAnswerIdsOfBeforeOnTheConnectionThatResumed() {
        LoggedIn first = node.login(ONE, 1, USER);
        Applied applied = node.ask(ONE, velocity(50, 3), Applied.class);
        node.resume(TWO, 51, USER, first.session());
        cluster.run(100);

        assertThat(node.ask(TWO, velocity(50, 9), Applied.class)).isEqualTo(applied);
        assertThat(world().velocityX(0)).isEqualTo(3);
    }

    @Test
    void shouldStartANewSessionWhenTheStringIsNonsense() {
        LoggedIn first = node.login(ONE, 1, USER);

        LoggedIn second = node.resume(TWO, 1, USER, "what is this?");

        assertThat(second.session()).isNotEqualTo(first.session());
        assertThat(node.only(ONE, Kicked.class).reason()).isEqualTo("logged in elsewhere");
    }

    @Test
    void shouldStartANewSessionWhenTheStringIsAnotherUsers() {
        LoggedIn first = node.login(ONE, 1, OTHER);

        LoggedIn second = node.resume(TWO, 1, USER, first.session());

        assertThat(second.session()).isNotEqualTo(first.session());
        assertThat(node.received(ONE)).isEmpty();
        assertThat(node.ask(ONE, velocity(2, 1), Applied.class).id()).isEqualTo(2);
    }

    @Test
    void shouldAnswerARepeatedLogoutAndForgetItAfterTheGracePeriod() {
        node.login(ONE, 1, USER);
        Applied first = node.ask(ONE, new Request.Logout(2), Applied.class);
        cluster.run(5_000);
        assertThat(node.ask(ONE, new Request.Logout(2), Applied.class)).isEqualTo(first);
        fails(ONE, velocity(3, 1), ErrorCode.NOT_LOGGED_IN);
        cluster.run(5_300);

        fails(ONE, new Request.Logout(2), ErrorCode.NOT_LOGGED_IN);
        assertThat(node.received(ONE)).isEmpty();
    }

    @Test
    void shouldAnswerALogoutRepeatedBehindItsResumingLogin() {
        LoggedIn first = node.login(ONE, 1, USER);
        Applied out = node.ask(ONE, new Request.Logout(2), Applied.class);
        cluster.run(100);
        node.send(TWO, new Request.Login(3, USER, first.session(), null));
        node.send(TWO, new Request.Logout(2));
        cluster.run(5);

        assertThat(node.received(TWO)).hasSize(2).last().isEqualTo(out);
        assertThat(world().size()).isZero();
    }

    @Test
    void shouldNotApplyWritesSentBehindALoginThatCouldNotResumeItsSession() {
        LoggedIn first = node.login(ONE, 1, USER);
        node.login(THREE, 1, OTHER);
        node.ask(ONE, aoe(2), AoeApplied.class);
        node.ask(ONE, new Request.Logout(3), Applied.class);
        cluster.run(100);
        long money = world().money(indexOf(world(), OTHER));

        node.send(TWO, new Request.Login(4, USER, first.session(), null));
        node.send(TWO, aoe(2));
        node.send(TWO, velocity(5, 1));
        cluster.run(5);

        assertThat(node.received(TWO)).hasSize(3).anySatisfy(answer -> assertThat(answer)
                .isInstanceOf(LoggedIn.class));
        assertThat(world().money(indexOf(world(), OTHER))).isEqualTo(money);
    }

    @Test
    void shouldComeBackWithPositionAndMoneyAndWithoutVelocity() {
        node.login(ONE, 1, USER);
        node.login(TWO, 1, OTHER);
        node.ask(TWO, aoe(2), AoeApplied.class);
        node.ask(ONE, velocity(2, 10), Applied.class);
        cluster.run(200);
        node.ask(ONE, new Request.Logout(3), Applied.class);
        cluster.run(1_000);
        node.start = 777;

        node.login(ONE, 4, USER);

        UserList users = world();
        int at = indexOf(users, USER);
        assertThat(users.money(at)).isEqualTo(10);
        assertThat(users.x(at)).isBetween(1.9, 2.3);
        assertThat(users.velocityX(at)).isZero();
    }

    @Test
    void shouldPlaceANewUserInsideTheStartArea() {
        MemoryNode small = cluster.add(2, NodeSettings.defaults().withStartArea(5, 6, 7, 8), TicketCheck.NOT_REQUIRED);
        small.core.startStandalone(cluster.nowNanos);
        small.start = -1e9;
        small.login(ONE, 1, USER);
        small.start = 1e9;
        small.login(TWO, 1, OTHER);

        UserList users = small.ask(ONE, everywhere(2, 0), QueryResult.class).users();
        assertThat(users.x(indexOf(users, USER))).isEqualTo(5);
        assertThat(users.y(indexOf(users, USER))).isEqualTo(6);
        assertThat(users.x(indexOf(users, OTHER))).isEqualTo(7);
        assertThat(users.y(indexOf(users, OTHER))).isEqualTo(8);
    }
}
