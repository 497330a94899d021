package dev.gamecluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The library over real sockets, against fake nodes that speak the real protocol. */
@Timeout(60)
class GameClientTest {
    private final FakeWorld world = new FakeWorld();
    private final FakeNode first = new FakeNode("demo-1", world);
    private final FakeNode second = new FakeNode("demo-2", world);
    private final ClientRuntime runtime = new ClientRuntime();
    private final BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();
    private volatile NodeEndpoint wanted = first.endpoint();
    private final GameClient client = client();

    private GameClient client() {
        return new GameClient(
                runtime, () -> CompletableFuture.completedFuture(wanted), ClientOptions.DEFAULT, events::add);
    }

    @AfterEach
    void close() {
        runtime.close();
        first.close();
        second.close();
    }

    @Test
    void shouldApplyEveryWriteOnceAndInOrderWhenNodeIsKilled() {
        client.login(42).join();
        List<CompletableFuture<ServerMessage.Applied>> walks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            walks.add(client.setVelocity(i / 10.0, 0));
        }
        walks.get(50).join();
        first.mute();
        for (int i = 100; i < 200; i++) {
            walks.add(client.setVelocity(i / 10.0, 0));
        }
        wanted = second.endpoint();
        first.close();

        walks.forEach(CompletableFuture::join);

        assertThat(world.log())
                .extracting(applied -> ((Request.SetVelocity) applied.write()).x())
                .doesNotHaveDuplicates()
                .hasSize(200)
                .isSorted();
        assertThat(world.log())
                .extracting(FakeWorld.Applied::session)
                .containsOnly(world.log().getFirst().session());
    }

    @Test
    void shouldResumeOnAnotherNodeWhenNodeFallsSilent() {
        client.login(42).join();
        first.mute();
        wanted = second.endpoint();
        client.setVelocity(1, 2).join();

        assertThat(world.log()).hasSize(1);
        assertThat(second.received().getFirst()).isInstanceOf(Request.Login.class);
        assertThat(second.received().get(1))
                .as("same id as on the silent node")
                .isEqualTo(first.received().get(2));
    }

    @Test
    void shouldMoveWithoutLosingAnythingWhenRedirected() throws Exception {
        client.login(42).join();
        wanted = second.endpoint();
        first.sendToAll(new ServerMessage.Redirect("draining"));
        List<CompletableFuture<ServerMessage.Applied>> walks = new ArrayList<>();
        while (!second.received().stream().anyMatch(Request.SetVelocity.class::isInstance)) {
            CompletableFuture<ServerMessage.Applied> walk = client.setVelocity(0, 0);
            walks.add(walk);
            walk.join();
        }
        assertThat(world.log()).hasSameSizeAs(walks);
        assertThat(events).contains(new ClientEvent.Connected(second.endpoint(), true));
        assertThat(events).noneMatch(ClientEvent.Disconnected.class::isInstance);
    }

    @Test
    void shouldFailUnansweredWritesWhenSessionIsForgotten() {
        client.login(42).join();
        first.mute();
        CompletableFuture<ServerMessage.Applied> walk = client.setVelocity(1, 2);
        while (world.log().isEmpty()) {
            Thread.onSpinWait();
        }
        world.forgetSessions();
        wanted = second.endpoint();
        first.close();

        assertThatThrownBy(walk::join).hasCauseInstanceOf(GameClientException.SessionLost.class);
        assertThat(client.setVelocity(3, 4)).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(world.log()).hasSize(2);
        assertThat(events).anyMatch(ClientEvent.SessionLost.class::isInstance);
    }

    @Test
    void shouldRepeatRefusedWriteWithSameIdUntilItIsApplied() {
        client.login(42).join();
        first.answerInstead(FakeNode.refusingWrites(ErrorCode.UNAVAILABLE));
        CompletableFuture<ServerMessage.AoeApplied> aoe = client.aoe(50, 10);
        while (first.received().stream().filter(Request.Aoe.class::isInstance).count() < 3) {
            Thread.onSpinWait();
        }
        first.answerInstead(request -> null);
        aoe.join();

        assertThat(first.received())
                .filteredOn(Request.Aoe.class::isInstance)
                .extracting(Request::id)
                .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(1));
        assertThat(world.log()).hasSize(1);
    }

    @Test
    void shouldRefuseMoreUnansweredWritesThanAllowed() {
        client.login(42).join();
        first.answerInstead(FakeNode.refusingWrites(ErrorCode.OVERLOADED));
        List<CompletableFuture<ServerMessage.Applied>> walks = new ArrayList<>();
        for (int i = 0; i < ClientOptions.DEFAULT.unansweredWrites(); i++) {
            walks.add(client.setVelocity(1, 1));
        }
        assertThat(client.setVelocity(1, 1))
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(GameClientException.TooManyUnanswered.class)
                .withMessageContaining("256 writes");
        first.answerInstead(request -> null);
        walks.forEach(CompletableFuture::join);
        assertThat(client.setVelocity(1, 1)).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldReportKickAndStayLoggedOut() throws Exception {
        client.login(42).join();
        first.sendToAll(new ServerMessage.Kicked("logged in elsewhere"));
        while (!(events.take() instanceof ClientEvent.Kicked)) {
            // the connection is told first
        }
        assertThatThrownBy(() -> client.setVelocity(1, 1).join())
                .cause()
                .isInstanceOfSatisfying(GameClientException.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.NOT_LOGGED_IN));
        assertThat(client.login(42)).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldTryAgainWhenConnectionIsRefused() {
        NodeEndpoint gone = second.endpoint();
        second.close();
        wanted = gone;
        CompletableFuture<ServerMessage.Pong> ping = client.ping();
        ClientEvent event = null;
        while (!(event instanceof ClientEvent.Searching)) {
            event = events.poll();
        }
        assertThat(event.toString()).contains("refused the connection");
        wanted = first.endpoint();
        assertThat(ping).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldFailUnansweredRequestsWhenRuntimeIsClosed() {
        client.login(42).join();
        first.mute();
        CompletableFuture<ServerMessage.Pong> ping = client.ping();
        runtime.close();
        assertThatThrownBy(ping::join).hasCauseInstanceOf(GameClientException.Closed.class);
        assertThatThrownBy(() -> client.ping().join()).hasCauseInstanceOf(GameClientException.Closed.class);
    }

    @Test
    void shouldServeHundredsOfClientsOnOneRuntime() {
        List<GameClient> clients = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            clients.add(client());
        }
        List<CompletableFuture<ServerMessage.Applied>> walks = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).login(1000 + i);
            walks.add(clients.get(i).setVelocity(1, 1));
        }
        walks.forEach(CompletableFuture::join);
        wanted = second.endpoint();
        first.close();
        List<CompletableFuture<ServerMessage.Applied>> more =
                clients.stream().map(each -> each.setVelocity(2, 2)).toList();
        more.forEach(CompletableFuture::join);
        assertThat(world.log()).hasSize(600);
        clients.forEach(GameClient::close);
    }
}
