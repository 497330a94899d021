package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.AoeApplied;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessage.Kicked;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.client.ServerMessage.Pong;
import dev.gamecluster.protocol.client.ServerMessage.QueryResult;
import dev.gamecluster.protocol.client.UserList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** DESIGN section 4, sentence by sentence, on one node without registry. */
class StandaloneContractTest {
    private static final long ONE = 101;
    private static final long TWO = 102;
    private static final long USER = 42;
    private static final long OTHER = 43;

    private final MemoryCluster cluster = new MemoryCluster();
    private final MemoryNode node = cluster.standalone();

    private static Request.Login login(long id, long user) {
        return new Request.Login(id, user, null, null);
    }

    private static Request.SetVelocity velocity(long id, double x) {
        return new Request.SetVelocity(id, x, 0);
    }

    private static Request.Aoe aoe(long id) {
        return new Request.Aoe(id, 50, 10);
    }

    private static Request.Query everywhere(long id, long minimumTick) {
        return new Request.Query(id, -2e6, -2e6, 2e6, 2e6, minimumTick);
    }

    private UserList world() {
        return node.ask(999, everywhere(1, 0), QueryResult.class).users();
    }

    private static int indexOf(UserList users, long user) {
        for (int i = 0; i < users.size(); i++) {
            if (users.id(i) == user) {
                return i;
            }
        }
        throw new AssertionError("user " + user + " is not in the world");
    }

    private void fails(long connection, Request request, ErrorCode code) {
        Failed failed = node.ask(connection, request, Failed.class);
        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.id()).isEqualTo(request.id());
        assertThat(failed.idKnown()).isTrue();
    }

    @Nested
    class Requests {
        @Test
        void shouldAnswerPingAndQueryWithoutLogin() {
            cluster.run(50);

            assertThat(node.ask(ONE, new Request.Ping(7), Pong.class)).isEqualTo(new Pong(7, 2, 0));
            assertThat(node.ask(ONE, everywhere(8, 0), QueryResult.class)
                            .users()
                            .size())
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

    @Nested
    class Ticks {
        @Test
        void shouldSayTheFirstTickThatContainsTheWrite() {
            node.login(ONE, 1, USER);
            cluster.run(105);
            long before = node.tick();

            Applied applied = node.ask(ONE, velocity(2, 20), Applied.class);

            assertThat(applied.tick()).isEqualTo(before + 1);
            double start = world().x(0);
            cluster.until(() -> node.tick() == applied.tick());
            assertThat(world().x(0) - start).as("one step later it has moved").isEqualTo(0.4);
        }

        @Test
        void shouldTickEveryTwentyMilliseconds() {
            long before = node.tick();
            cluster.run(2_000);

            assertThat(node.tick() - before).isEqualTo(100);
        }

        @Test
        void shouldNotJumpAfterALongPause() {
            cluster.run(100);
            long before = node.tick();
            cluster.nowNanos += 60_000_000_000L;
            cluster.run(1);

            assertThat(node.tick() - before).isLessThanOrEqualTo(1);
        }

        @Test
        void shouldMakeUpForAFewLateTicks() {
            cluster.run(100);
            long before = node.tick();
            cluster.nowNanos += 79_000_000L;
            cluster.run(1);

            assertThat(node.tick() - before).isEqualTo(4);
        }

        @Test
        void shouldSeeInAQueryEveryWriteThatWasAnswered() {
            node.login(ONE, 1, USER);
            for (int id = 2; id < 30; id++) {
                node.ask(ONE, velocity(id, id % 19), Applied.class);
                node.send(TWO, everywhere(id, 0));
                assertThat(node.only(TWO, QueryResult.class).users().velocityX(0))
                        .isEqualTo(id % 19);
            }
        }

        @Test
        void shouldAnswerAtOnceWhenTheTickIsReachedAlready() {
            cluster.run(100);
            node.send(ONE, everywhere(1, node.tick()));

            assertThat(node.only(ONE, QueryResult.class).tick()).isEqualTo(node.tick());
        }

        @Test
        void shouldWaitForTheMinimumTick() {
            long wanted = node.tick() + 10;
            node.send(ONE, everywhere(1, wanted));
            assertThat(node.hasReceived(ONE)).isFalse();
            cluster.until(() -> node.hasReceived(ONE));

            assertThat(node.tick()).isEqualTo(wanted);
            assertThat(node.only(ONE, QueryResult.class).tick()).isEqualTo(wanted);
        }

        @Test
        void shouldTimeOutAfterOneSecond() {
            node.send(ONE, everywhere(1, node.tick() + 10_000));
            cluster.run(999);
            assertThat(node.hasReceived(ONE)).isFalse();
            cluster.run(30);

            assertThat(node.only(ONE, Failed.class).code()).isEqualTo(ErrorCode.TIMEOUT);
        }

        @Test
        void shouldAnswerOtherQueriesWhileOneWaits() {
            node.send(ONE, everywhere(1, node.tick() + 10_000));
            node.send(ONE, everywhere(2, 0));

            assertThat(node.only(ONE, QueryResult.class).id()).isEqualTo(2);
        }
    }

    @Nested
    class Sessions {
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
            MemoryNode small =
                    cluster.add(2, NodeSettings.defaults().withStartArea(5, 6, 7, 8), TicketCheck.NOT_REQUIRED);
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

    @Nested
    class Silence {
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

    @Nested
    class Tickets {
        private final MemoryNode strict =
                cluster.add(3, NodeSettings.defaults(), (user, ticket) -> ("ticket of " + user).equals(ticket));

        Tickets() {
            strict.core.startStandalone(cluster.nowNanos);
        }

        private Failed refused(String ticket) {
            return strict.ask(ONE, new Request.Login(1, USER, null, ticket), Failed.class);
        }

        @Test
        void shouldRefuseALoginWithoutOrWithAWrongTicket() {
            assertThat(refused(null).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
            assertThat(refused("ticket of 43").code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
            assertThat(refused(null).message()).isEqualTo("a ticket is required to log in");
            assertThat(strict.core.state().knownUsers()).isZero();
        }

        @Test
        void shouldTakeALoginWithItsTicket() {
            Request.Login login = new Request.Login(1, USER, null, "ticket of 42");

            assertThat(strict.ask(ONE, login, LoggedIn.class).user()).isEqualTo(USER);
        }

        @Test
        void shouldRefuseWritesBehindARefusedLogin() {
            strict.send(ONE, new Request.Login(1, USER, null, "wrong"));
            strict.send(ONE, velocity(2, 1));
            cluster.run(5);

            assertThat(strict.received(ONE))
                    .extracting(answer -> ((Failed) answer).code())
                    .containsExactly(ErrorCode.UNAUTHENTICATED, ErrorCode.NOT_LOGGED_IN);
        }
    }

    @Nested
    class Bounds {
        @Test
        void shouldRefuseConnectionsAboveTheLimitAndForgetSilentOnes() {
            for (long connection = 1_000; connection < 1_000 + Limits.CONNECTIONS; connection++) {
                node.send(connection, new Request.Ping(1));
            }

            fails(ONE, new Request.Ping(1), ErrorCode.OVERLOADED);
            cluster.run(10_500);
            assertThat(node.view().clients()).isZero();
            assertThat(node.ask(ONE, new Request.Ping(1), Pong.class).id()).isEqualTo(1);
        }

        @Test
        void shouldRefuseWaitingQueriesAboveTheLimit() {
            for (int id = 1; id <= Limits.WAITING_QUERIES; id++) {
                node.send(ONE, everywhere(id, node.tick() + 1_000));
            }
            assertThat(node.hasReceived(ONE)).isFalse();

            fails(ONE, everywhere(77_777, node.tick() + 1_000), ErrorCode.OVERLOADED);
        }
    }

    @Nested
    class Leaving {
        @Test
        void shouldSendEveryClientAwayOnceAndThoseThatCome() {
            node.send(ONE, new Request.Ping(1));
            node.received(ONE);
            node.core.leave();
            assertThat(node.received(ONE)).containsExactly(new ServerMessage.Redirect("draining"));

            node.send(ONE, new Request.Ping(2));
            node.send(TWO, new Request.Ping(1));

            assertThat(node.received(ONE)).hasSize(1).first().isInstanceOf(Pong.class);
            assertThat(node.received(TWO)).hasSize(2).first().isEqualTo(new ServerMessage.Redirect("draining"));
        }
    }
}
