package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.AoeApplied;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.client.ServerMessage.Pong;
import dev.gamecluster.protocol.client.ServerMessage.QueryResult;
import dev.gamecluster.protocol.client.UserList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests, pipelining, ids. */
class ContractOfRequestsTest extends StandaloneNode {
    @Test
    void shouldAnswerPingAndQueryWithoutLogin() {
        cluster.run(50);

        assertThat(node.ask(ONE, new Request.Ping(7), Pong.class)).isEqualTo(new Pong(7, 2, 0));
        assertThat(node.ask(ONE, everywhere(8, 0), QueryResult.class).users().size())
                .isZero();
    }

    @Test
    void shouldRefuseWritesWithoutLogin() {
        fails(ONE, velocity(1, 1), ErrorCode.NOT_LOGGED_IN);
        fails(ONE, aoe(2), ErrorCode.NOT_LOGGED_IN);
        fails(ONE, new Request.Logout(3), ErrorCode.NOT_LOGGED_IN);
    }

    @Test
    void shouldTakeWritesPipelinedBehindTheirLogin() {
        node.send(ONE, login(1, USER));
        node.send(ONE, velocity(2, 1.5));
        node.send(ONE, aoe(3));
        node.send(ONE, new Request.Logout(4));
        cluster.run(5);

        List<ServerMessage> received = node.received(ONE);
        assertThat(received).hasSize(4);
        assertThat(received.get(0)).isInstanceOf(LoggedIn.class);
        assertThat(received.subList(1, 4))
                .containsExactly(new Applied(2, 1), new AoeApplied(3, 1, 0), new Applied(4, 1));
    }

    @Test
    void shouldTakeALoginPipelinedBehindALogoutOfAnotherUser() {
        node.login(ONE, 1, USER);
        node.send(ONE, new Request.Logout(2));
        node.send(ONE, login(3, OTHER));
        node.send(ONE, velocity(4, 2));
        cluster.run(5);

        assertThat(node.received(ONE))
                .hasSize(3)
                .element(1)
                .isInstanceOfSatisfying(
                        LoggedIn.class, answer -> assertThat(answer.user()).isEqualTo(OTHER));
        assertThat(world().size()).isEqualTo(1);
        assertThat(world().velocityX(0)).isEqualTo(2);
    }

    @Test
    void shouldApplyWritesOfOneSessionInTheOrderSent() {
        node.login(ONE, 1, USER);
        for (int id = 2; id <= 100; id++) {
            node.send(ONE, velocity(id, id % 20));
        }
        cluster.run(5);

        assertThat(node.received(ONE)).hasSize(99).allMatch(Applied.class::isInstance);
        assertThat(world().velocityX(0)).isEqualTo(0);
    }

    @Test
    void shouldAnswerBothWhenTheSameIdIsSentTwiceWhileItIsPendingAndApplyItOnce() {
        node.login(ONE, 1, USER);
        node.login(TWO, 1, OTHER);
        node.send(ONE, aoe(2));
        node.send(ONE, aoe(2));
        cluster.run(5);

        assertThat(node.received(ONE)).hasSize(2).containsOnly(new AoeApplied(2, 1, 1));
        UserList users = world();
        assertThat(users.money(indexOf(users, OTHER))).isEqualTo(10);
    }

    @Test
    void shouldAnswerARepeatedIdAsBeforeMuchLater() {
        node.login(ONE, 1, USER);
        node.login(TWO, 1, OTHER);
        AoeApplied first = node.ask(ONE, aoe(2), AoeApplied.class);
        cluster.run(500);

        assertThat(node.ask(ONE, aoe(2), AoeApplied.class)).isEqualTo(first);
        UserList users = world();
        assertThat(users.money(indexOf(users, OTHER))).isEqualTo(10);
    }

    @Test
    void shouldExpireAnIdOlderThanTheMemory() {
        node.login(ONE, 1, USER);
        for (int id = 2; id < 4 + Limits.SESSION_MEMORY; id++) {
            node.ask(ONE, velocity(id, 1), Applied.class);
        }

        fails(ONE, velocity(2, 9), ErrorCode.EXPIRED);
        assertThat(world().velocityX(0)).isEqualTo(1);
    }

    @Test
    void shouldNotRefuseTheContractsNumberOfUnansweredWrites() {
        node.login(ONE, 1, USER);
        for (int id = 2; id < 2 + Limits.SESSION_UNANSWERED; id++) {
            node.send(ONE, velocity(id, 1));
        }
        cluster.run(5);

        assertThat(node.received(ONE)).hasSize(Limits.SESSION_UNANSWERED).allMatch(Applied.class::isInstance);
    }

    @Test
    void shouldBoundWhatIsPipelinedBehindALogin() {
        node.send(ONE, login(1, USER));
        for (int id = 2; id < 2 + Limits.SESSION_UNANSWERED; id++) {
            node.send(ONE, velocity(id, 1));
        }
        node.send(ONE, velocity(5_000, 1));

        assertThat(node.only(ONE, Failed.class))
                .extracting(Failed::code, Failed::id)
                .containsExactly(ErrorCode.OVERLOADED, 5_000L);
        cluster.run(10);
        assertThat(node.received(ONE)).hasSize(1 + Limits.SESSION_UNANSWERED);
    }
}
