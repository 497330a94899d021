package dev.gamecluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.client.ServerMessage;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client waits for its registry, and needs it only to find a node. */
@Timeout(60)
class RegistryOutageTest {
    private static final String NO_NODE = "{\"title\":\"Service Unavailable\",\"detail\":\"no node can serve\"}";

    private final FakeNode node = new FakeNode("demo-1");
    private final ClientRuntime runtime = new ClientRuntime();
    private final BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();
    private RegistryEndpoints endpoints;
    private FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        runtime.close();
        endpoints.close();
        registry.close();
        node.close();
    }

    private GameClient client(URI address, int giveUpMillis) {
        endpoints = new RegistryEndpoints(List.of(address), ClusterName.LOCAL);
        return new GameClient(
                runtime, endpoints, ClientOptions.DEFAULT.withGiveUpAfterMillis(giveUpMillis), events::add);
    }

    private void answerWithNode() {
        registry.answer(
                "/endpoint",
                200,
                "{\"node\":\"demo-1\",\"endpoint\":\"" + node.endpoint().endpoint() + "\"}");
    }

    @Test
    void shouldWaitForARegistryThatIsNotThereYet() throws InterruptedException {
        int port = registry.address().getPort();
        registry.close();
        CompletableFuture<ServerMessage.LoggedIn> login =
                client(URI.create("http://127.0.0.1:" + port), 30_000).login(42);
        assertThat(events.take())
                .isInstanceOfSatisfying(ClientEvent.Searching.class, searching -> assertThat(searching.reason())
                        .contains("the registry at http://127.0.0.1:" + port + " is not reachable"));
        registry = new FakeRegistry(port);
        answerWithNode();
        assertThat(login).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldWaitWhileThereIsNoNode() throws InterruptedException {
        registry.answer("/endpoint", 503, NO_NODE);
        CompletableFuture<ServerMessage.LoggedIn> login =
                client(registry.address(), 30_000).login(42);
        assertThat(events.take())
                .isInstanceOfSatisfying(ClientEvent.Searching.class, searching -> assertThat(searching.reason())
                        .contains("HTTP 503, no node can serve"));
        answerWithNode();
        assertThat(login).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldGiveUpWithTheReasonAfterItsPatience() {
        registry.answer("/endpoint", 503, NO_NODE);
        GameClient client = client(registry.address(), 300);
        assertThatThrownBy(() -> client.login(42).join())
                .hasCauseInstanceOf(GameClientException.Unreachable.class)
                .hasMessageContaining("was not answered in 0.3 s")
                .hasMessageContaining("HTTP 503, no node can serve");
    }

    @Test
    void shouldNeedNoRegistryOnceItHasANode() {
        answerWithNode();
        GameClient client = client(registry.address(), 30_000);
        client.login(42).join();
        assertThat(registry.requests()).isNotEmpty();
        registry.close();
        events.removeIf(event -> !(event instanceof ClientEvent.Connected)); // a slow machine may have searched twice
        for (int i = 0; i < 100; i++) {
            client.setVelocity(i % 20, 0).join();
        }
        assertThat(events).hasSize(1);
    }
}
