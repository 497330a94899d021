package dev.gamecluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.client.RecordingWire.RecordedLink;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessageEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final long MILLI = 1_000_000;
    private static final NodeEndpoint FIRST = new NodeEndpoint("demo-1", "tcp://127.0.0.1:6001");
    private static final NodeEndpoint SECOND = new NodeEndpoint("demo-2", "tcp://127.0.0.1:6002");
    private static final String SESSION = "AAAAAAAAAAAAAAAAAAAAAQ";
    private static final String OTHER_SESSION = "AAAAAAAAAAAAAAAAAAAAAg";

    private final RecordingWire wire = new RecordingWire();
    private final Conversation conversation = new Conversation(wire, ClientOptions.DEFAULT, new SplittableRandom(1));
    private long now = 1;

    @Test
    void shouldLoginThenSendWritesMadeBehindIt() {
        CompletableFuture<ServerMessage> login = login();
        CompletableFuture<ServerMessage> walk = walk(1);
        RecordedLink link = connect(FIRST);
        assertThat(link.sent).singleElement().isInstanceOf(Request.Login.class);

        answerLogin(link, link.last().id(), SESSION);

        assertThat(login).isCompleted();
        assertThat(link.last()).isInstanceOf(Request.SetVelocity.class);
        answer(link, new ServerMessage.Applied(link.last().id(), 7));
        assertThat(walk)
                .isCompletedWithValue(new ServerMessage.Applied(link.last().id(), 7));
    }

    @Test
    void shouldResumeAndResendUnansweredWithSameIdsInOrderWhenNodeIsLost() {
        RecordedLink link = loggedIn(FIRST);
        link.take();
        for (int i = 0; i < 5; i++) {
            walk(i);
        }
        query(0);
        List<Request> unanswered = link.take();
        conversation.onDisconnected(link, "closed the connection", now);
        pass(20);

        RecordedLink next = connectAnswering(SECOND, SESSION);

        assertThat(next.take()).hasSize(6).isEqualTo(withMinimumTick(unanswered, 100));
        assertThat(link.closed).isTrue();
    }

    @Test
    void shouldNotSendWritesBeforeResumeIsAnswered() {
        RecordedLink link = loggedIn(FIRST);
        walk(1);
        conversation.onDisconnected(link, "closed the connection", now);
        pass(100);
        conversation.located(SECOND, now);
        RecordedLink next = wire.lastLink();
        walk(2);

        assertThat(next.sent).singleElement().isInstanceOfSatisfying(Request.Login.class, login -> assertThat(
                        login.session())
                .isEqualTo(SESSION));
    }

    @Test
    void shouldFailUnansweredWritesAndNotResendWhenSessionIsLost() {
        RecordedLink link = loggedIn(FIRST);
        CompletableFuture<ServerMessage> walk = walk(1);
        CompletableFuture<ServerMessage> query = query(0);
        conversation.onDisconnected(link, "closed the connection", now);
        pass(100);

        RecordedLink next = connectAnswering(SECOND, OTHER_SESSION);

        assertThatThrownBy(walk::join)
                .hasCauseInstanceOf(GameClientException.SessionLost.class)
                .hasMessageContaining("outcome is unknown");
        assertThat(next.take()).singleElement().isInstanceOf(Request.Query.class);
        assertThat(query).isNotDone();
        assertThat(wire.events).contains(new ClientEvent.SessionLost(OTHER_SESSION));
        walk(2);
        assertThat(next.last()).isInstanceOf(Request.SetVelocity.class);
    }

    @Test
    void shouldRepeatUnavailableWriteWithSameIdAndKeepOrder() {
        RecordedLink link = loggedIn(FIRST);
        CompletableFuture<ServerMessage> walk = walk(1);
        long id = link.last().id();
        link.take();
        answer(link, ServerMessage.Failed.of(id, ErrorCode.UNAVAILABLE, "no master"));
        walk(2);
        assertThat(link.sent).as("nothing overtakes the write to be repeated").isEmpty();

        pass(40);

        assertThat(link.ids()).containsExactly(id, id + 1);
        answer(link, new ServerMessage.Applied(id, 9));
        assertThat(walk).isCompleted();
    }

    @Test
    void shouldRepeatOverloadedWriteLaterWithGrowingWait() {
        RecordedLink link = loggedIn(FIRST);
        walk(1);
        long id = link.last().id();
        int repeats = 0;
        for (int millis = 0; millis < 10_000; millis += 10) {
            for (Request request : link.take()) {
                if (request.id() == id) {
                    repeats++;
                    answer(link, ServerMessage.Failed.of(id, ErrorCode.OVERLOADED, "full"));
                } else {
                    answer(link, new ServerMessage.Pong(request.id(), 1, 0));
                }
            }
            pass(10);
        }
        assertThat(repeats).isBetween(10, 30);
    }

    @Test
    void shouldFailWriteWithOutcomeUnknownWhenNobodyAnswersInTime() {
        RecordedLink link = loggedIn(FIRST);
        CompletableFuture<ServerMessage> walk = walk(1);
        conversation.onDisconnected(link, "closed the connection", now);
        for (int millis = 0; millis < 31_000; millis += 10) {
            conversation.notLocated("the registry at http://127.0.0.1:1 is not reachable", now);
            pass(10);
        }
        assertThatThrownBy(walk::join)
                .hasCauseInstanceOf(GameClientException.OutcomeUnknown.class)
                .hasMessageContaining("set_velocity (id 3)")
                .hasMessageContaining("30.0 s")
                .hasMessageContaining("http://127.0.0.1:1");
        assertThat(wire.locates).as("attempts are spaced").isLessThan(60);
    }

    @Test
    void shouldSayThatNothingWasSentWhenNoNodeIsFound() {
        CompletableFuture<ServerMessage> walk = walk(1);
        conversation.notLocated("the registry at http://127.0.0.1:1 is not reachable", now);
        pass(31_000);
        assertThatThrownBy(walk::join).hasCauseInstanceOf(GameClientException.Unreachable.class);
    }

    @Test
    void shouldFailWithRefusalAtOnceWhenItIsNoUseToRepeat() {
        RecordedLink link = loggedIn(FIRST);
        CompletableFuture<ServerMessage> walk = walk(20);
        answer(link, ServerMessage.Failed.of(link.last().id(), ErrorCode.OUT_OF_RANGE, "too fast"));
        assertThatThrownBy(walk::join)
                .cause()
                .isInstanceOfSatisfying(GameClientException.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.OUT_OF_RANGE));
    }

    @Test
    void shouldCallOutcomeUnknownWhenRepeatedWriteIsExpired() {
        RecordedLink link = loggedIn(FIRST);
        CompletableFuture<ServerMessage> walk = walk(1);
        long id = link.last().id();
        answer(link, ServerMessage.Failed.of(id, ErrorCode.TIMEOUT, "?"));
        pass(40);
        answer(link, ServerMessage.Failed.of(id, ErrorCode.EXPIRED, "forgotten"));
        assertThatThrownBy(walk::join).hasCauseInstanceOf(GameClientException.OutcomeUnknown.class);
    }

    @Test
    void shouldCarryMinimumTickOnQueriesUntilNewNodeHasAnsweredWrite() {
        RecordedLink link = loggedIn(FIRST);
        walk(1);
        answer(link, new ServerMessage.Applied(link.last().id(), 120));
        query(0);
        assertThat(minimumTick(link)).isZero();
        conversation.onDisconnected(link, "closed the connection", now);
        pass(2_000);
        RecordedLink next = connectAnswering(SECOND, SESSION);
        assertThat(minimumTick(next)).isEqualTo(120);
        query(0);
        assertThat(minimumTick(next)).isEqualTo(120);
        query(500);
        assertThat(minimumTick(next)).isEqualTo(500);
        walk(2);
        answer(next, new ServerMessage.Applied(next.last().id(), 130));
        query(0);
        assertThat(minimumTick(next)).isZero();
    }

    @Test
    void shouldServeOnOldConnectionUntilNewOneIsReadyWhenRedirected() {
        RecordedLink link = loggedIn(FIRST);
        answer(link, new ServerMessage.Redirect("draining"));
        CompletableFuture<ServerMessage> early = walk(1);
        answer(link, new ServerMessage.Applied(link.last().id(), 101));
        assertThat(early).isCompleted();
        RecordedLink next = knock(SECOND);
        CompletableFuture<ServerMessage> meanwhile = walk(3);
        answer(link, new ServerMessage.Applied(link.last().id(), 101));
        assertThat(meanwhile).as("served while it knocks").isCompleted();
        long hello = bringSession(next);
        CompletableFuture<ServerMessage> late = walk(2);
        assertThat(link.last().id()).as("held back from now on").isLessThan(hello);
        answer(link, new ServerMessage.Kicked("the session was resumed elsewhere"));
        answerLogin(next, hello, SESSION);

        assertThat(late).isNotDone();
        assertThat(next.last()).isInstanceOf(Request.SetVelocity.class);
        answer(next, new ServerMessage.Applied(next.last().id(), 102));
        assertThat(late).isCompleted();
        assertThat(link.closed).isTrue();
        assertThat(wire.events).noneMatch(ClientEvent.Kicked.class::isInstance);
    }

    @Test
    void shouldRepeatLogoutOnNewConnectionWhenItWasAnsweredWhileMoving() {
        RecordedLink link = loggedIn(FIRST);
        answer(link, new ServerMessage.Redirect("draining"));
        CompletableFuture<ServerMessage> logout = submit(Request.Logout::new);
        RecordedLink next = knock(SECOND);
        long hello = bringSession(next);
        answer(link, new ServerMessage.Applied(link.last().id(), 101));
        answerLogin(next, hello, SESSION);
        assertThat(next.last()).isInstanceOf(Request.Logout.class);
        answer(next, new ServerMessage.Applied(next.last().id(), 101));
        assertThat(logout).isCompleted();
    }

    @Test
    void shouldGoOnWhereItIsWhenTheNodeThatItIsSentToDoesNotAnswer() {
        RecordedLink link = loggedIn(FIRST);
        answer(link, new ServerMessage.Redirect("rebalancing"));
        RecordedLink next = knock(SECOND);
        for (int step = 0; step < 3; step++) {
            CompletableFuture<ServerMessage> walk = walk(step);
            answer(link, new ServerMessage.Applied(link.last().id(), 101 + step));
            assertThat(walk).isCompleted();
            pass(ClientOptions.DEFAULT.connectMillis() / 2 - 100);
            answerPings(link);
        }
        pass(500);
        answerPings(link);
        assertThat(next.closed).isTrue();
        assertThat(link.closed).isFalse();
        assertThat(next.sent).as("nothing but the ping").hasSize(1);

        for (int millis = 0; millis < 60_000; millis += 10) {
            conversation.located(SECOND, now);
            pass(10);
            answerPings(link);
        }
        int asked = wire.locates;
        pass(500);
        assertThat(wire.locates).as("in the end it stays").isEqualTo(asked).isLessThan(20);
        assertThat(wire.events).noneMatch(ClientEvent.Disconnected.class::isInstance);
    }

    @Test
    void shouldBringItsSessionToTheNewNodeWhenTheOldOneIsLostMeanwhile() {
        RecordedLink link = loggedIn(FIRST);
        answer(link, new ServerMessage.Redirect("rebalancing"));
        CompletableFuture<ServerMessage> walk = walk(1);
        long id = link.last().id();
        RecordedLink next = knock(SECOND);
        conversation.onDisconnected(link, "closed the connection", now);

        answerLogin(next, bringSession(next), SESSION);

        assertThat(next.last().id()).isEqualTo(id);
        answer(next, new ServerMessage.Applied(id, 102));
        assertThat(walk).isCompleted();
    }

    @Test
    void shouldStayWhereItIsWhenRedirectedToTheSameNodeAgainAndAgain() {
        RecordedLink link = loggedIn(FIRST);
        answer(link, new ServerMessage.Redirect("promoted"));
        for (int millis = 0; millis < 30_000; millis += 10) {
            conversation.located(FIRST, now);
            pass(10);
            if (link.last() instanceof Request.Ping ping) {
                answer(link, new ServerMessage.Pong(ping.id(), 1, 0));
            }
        }
        int asked = wire.locates;
        pass(500);
        assertThat(wire.locates).isEqualTo(asked).isLessThan(20);
        assertThat(link.closed).isFalse();
    }

    @Test
    void shouldAskAgainWhenRedirectedToTheSameNode() {
        RecordedLink link = loggedIn(FIRST);
        answer(link, new ServerMessage.Redirect("draining"));
        int asked = wire.locates;
        conversation.located(FIRST, now);
        pass(50);
        assertThat(wire.locates).isEqualTo(asked + 1);
        assertThat(link.closed).isFalse();
        assertThat(wire.links).hasSize(1);
    }

    @Test
    void shouldFailEverythingAndStayOutWhenKicked() {
        RecordedLink link = loggedIn(FIRST);
        CompletableFuture<ServerMessage> walk = walk(1);
        CompletableFuture<ServerMessage> query = query(0);
        int asked = wire.locates;
        answer(link, new ServerMessage.Kicked("logged in elsewhere"));
        pass(5_000);

        assertThatThrownBy(walk::join)
                .hasCauseInstanceOf(GameClientException.Kicked.class)
                .hasMessageContaining("logged in elsewhere");
        assertThatThrownBy(query::join).hasCauseInstanceOf(GameClientException.Kicked.class);
        assertThat(link.closed).isTrue();
        assertThat(wire.locates).isEqualTo(asked);
        assertThat(wire.events).contains(new ClientEvent.Kicked("logged in elsewhere"));
    }

    @Test
    void shouldTakeSessionBackWhenItsOwnLateResumeKicksIt() {
        RecordedLink link = loggedIn(FIRST);
        CompletableFuture<ServerMessage> walk = walk(1);
        long id = link.last().id();
        conversation.onDisconnected(link, "closed the connection", now);
        pass(100);
        conversation.located(FIRST, now);
        pass(1_600);
        pass(100);
        RecordedLink second = connectAnswering(SECOND, SESSION);
        answer(second, new ServerMessage.Kicked("session resumed elsewhere"));
        assertThat(walk).isNotDone();
        pass(100);

        RecordedLink third = connectAnswering(SECOND, SESSION);

        assertThat(third.ids()).containsExactly(id);
        answer(third, new ServerMessage.Kicked("logged in elsewhere"));
        assertThatThrownBy(walk::join).hasCauseInstanceOf(GameClientException.Kicked.class);
    }

    @Test
    void shouldPingSilentNodeThatOwesAnAnswerAndLeaveItWhenItStaysSilent() {
        RecordedLink link = loggedIn(FIRST);
        walk(1);
        pass(490);
        assertThat(link.last()).isInstanceOf(Request.SetVelocity.class);
        pass(20);
        assertThat(link.last()).isInstanceOf(Request.Ping.class);
        pass(480);
        assertThat(link.closed).isFalse();
        pass(30);
        assertThat(link.closed).isTrue();
    }

    @Test
    void shouldStayWithNodeThatHoldsWriteButAnswersPings() {
        RecordedLink link = loggedIn(FIRST);
        walk(1);
        for (int millis = 0; millis < 2_500; millis += 10) {
            pass(10);
            for (Request request : link.take()) {
                if (request instanceof Request.Ping ping) {
                    answer(link, new ServerMessage.Pong(ping.id(), 1, 0));
                }
            }
        }
        assertThat(link.closed).isFalse();
    }

    @Test
    void shouldSendHeartbeatsWhenThereIsNothingToSay() {
        RecordedLink link = loggedIn(FIRST);
        link.take();
        int pings = 0;
        for (int millis = 0; millis < 10_000; millis += 10) {
            pass(10);
            for (Request request : link.take()) {
                pings++;
                answer(link, new ServerMessage.Pong(request.id(), 1, 0));
            }
        }
        assertThat(pings).isBetween(4, 5);
    }

    @Test
    void shouldResendWithSameIdWhenOneAnswerWasDropped() {
        RecordedLink link = loggedIn(FIRST);
        walk(1);
        long id = link.last().id();
        List<Long> resent = new ArrayList<>();
        for (int millis = 0; millis < 3_100; millis += 10) {
            link.take();
            pass(10);
            for (Request request : List.copyOf(link.sent)) {
                if (request instanceof Request.Ping ping) {
                    answer(link, new ServerMessage.Pong(ping.id(), 1, 0));
                } else {
                    resent.add(request.id());
                }
            }
        }
        assertThat(resent).containsExactly(id);
    }

    @Test
    void shouldResumeWhenNodeSaysItDoesNotKnowTheSession() {
        RecordedLink link = loggedIn(FIRST);
        pass(1_500);
        walk(1);
        long id = link.last().id();
        answer(link, ServerMessage.Failed.of(id, ErrorCode.NOT_LOGGED_IN, "log in first"));
        RecordedLink next = connectAnswering(FIRST, SESSION);
        assertThat(next.ids()).containsExactly(id);
    }

    @Test
    void shouldHoldWritesBehindLogoutAndNextLogin() {
        RecordedLink link = loggedIn(FIRST);
        link.take();
        submit(Request.Logout::new);
        login();
        walk(1);
        assertThat(link.sent).singleElement().isInstanceOf(Request.Logout.class);
        answer(link, new ServerMessage.Applied(link.last().id(), 200));
        assertThat(link.last()).isInstanceOf(Request.Login.class);
        answerLogin(link, link.last().id(), OTHER_SESSION);
        assertThat(link.last()).isInstanceOf(Request.SetVelocity.class);
    }

    @Test
    void shouldKeepWindowOfIdsThatASessionRemembers() {
        RecordedLink link = loggedIn(FIRST);
        walk(1);
        long stuck = link.last().id();
        for (int i = 1; i < 300; i++) {
            walk(2);
            if (link.last().id() == stuck + i) {
                answer(link, new ServerMessage.Applied(stuck + i, 100 + i));
            }
        }
        assertThat(link.last().id()).isEqualTo(stuck + Outstanding.WINDOW - 1);
        answer(link, new ServerMessage.Applied(stuck, 100));
        assertThat(link.last().id()).isEqualTo(stuck + 299);
    }

    @Test
    void shouldGoOnWhereItStoppedWhenConnectionTakesNoMore() {
        RecordedLink link = loggedIn(FIRST);
        link.full = true;
        walk(1);
        link.take();
        link.full = false;
        pass(10);
        assertThat(link.sent).hasSize(1);
    }

    @Test
    void shouldGoBackToLastNodeWhenRegistryIsDown() {
        RecordedLink link = loggedIn(FIRST);
        pass(1_500);
        conversation.onDisconnected(link, "closed the connection", now);
        conversation.notLocated("the registry is not reachable", now);
        RecordedLink next = wire.lastLink();
        assertThat(next.node).isEqualTo(FIRST);
        answerLogin(next, next.last().id(), SESSION);
        assertThat(wire.events).last().isEqualTo(new ClientEvent.Connected(FIRST, true));
    }

    @Test
    void shouldTryAnotherNodeWhenResumeIsNotAnswered() {
        RecordedLink link = loggedIn(FIRST);
        conversation.onDisconnected(link, "closed the connection", now);
        pass(100);
        conversation.located(SECOND, now);
        int asked = wire.locates;
        pass(1_600);
        assertThat(wire.links.get(1).closed).isTrue();
        pass(50);
        assertThat(wire.locates).isEqualTo(asked + 1);
        connectAnswering(FIRST, SESSION);
        assertThat(wire.events).contains(new ClientEvent.Connected(FIRST, true));
    }

    // ---- driving ---------------------------------------------------------------------------------------------------

    private void pass(int millis) {
        for (int passed = 0; passed < millis; passed += 10) {
            now += 10 * MILLI;
            conversation.onTick(now);
        }
    }

    private CompletableFuture<ServerMessage> submit(LongFunction<Request> request) {
        CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
        conversation.submit(request, answer, now);
        return answer;
    }

    private CompletableFuture<ServerMessage> login() {
        return submit(id -> new Request.Login(id, 42, null, null));
    }

    private CompletableFuture<ServerMessage> walk(double x) {
        return submit(id -> new Request.SetVelocity(id, x, 0));
    }

    private CompletableFuture<ServerMessage> query(long minimumTick) {
        return submit(id -> new Request.Query(id, -1, -1, 1, 1, minimumTick));
    }

    private void answer(RecordedLink link, ServerMessage message) {
        conversation.onFrame(link, ServerMessageEncoder.encode(message), now);
    }

    private void answerLogin(RecordedLink link, long id, String session) {
        answer(link, new ServerMessage.LoggedIn(id, 42, session, 100));
    }

    private void answerPings(RecordedLink link) {
        if (link.last() instanceof Request.Ping ping) {
            answer(link, new ServerMessage.Pong(ping.id(), 1, 0));
        }
    }

    /** A redirected client is sent to that node: it pings it first. */
    private RecordedLink knock(NodeEndpoint node) {
        conversation.located(node, now);
        RecordedLink link = wire.lastLink();
        assertThat(link.last()).isInstanceOf(Request.Ping.class);
        return link;
    }

    /** The node answers the ping. @return id of the login that follows */
    private long bringSession(RecordedLink link) {
        answer(link, new ServerMessage.Pong(link.last().id(), 99, 0));
        assertThat(link.last()).isInstanceOfSatisfying(Request.Login.class, login -> assertThat(login.session())
                .isEqualTo(SESSION));
        return link.last().id();
    }

    /** Connects a client without a session: hello is a ping. */
    private RecordedLink connect(NodeEndpoint node) {
        conversation.located(node, now);
        RecordedLink link = wire.lastLink();
        Request hello = link.take().getFirst();
        answer(link, new ServerMessage.Pong(hello.id(), 99, 0));
        return link;
    }

    private RecordedLink connectAnswering(NodeEndpoint node, String session) {
        conversation.located(node, now);
        RecordedLink link = wire.lastLink();
        Request hello = link.take().getFirst();
        assertThat(hello).isInstanceOf(Request.Login.class);
        answerLogin(link, hello.id(), session);
        return link;
    }

    private RecordedLink loggedIn(NodeEndpoint node) {
        login();
        RecordedLink link = connect(node);
        answerLogin(link, link.last().id(), SESSION);
        return link;
    }

    private static long minimumTick(RecordedLink link) {
        return ((Request.Query) link.last()).minimumTick();
    }

    private static List<Request> withMinimumTick(List<Request> requests, long tick) {
        return requests.stream()
                .map(request -> request instanceof Request.Query query
                        ? new Request.Query(query.id(), query.minX(), query.minY(), query.maxX(), query.maxY(), tick)
                        : request)
                .toList();
    }
}
