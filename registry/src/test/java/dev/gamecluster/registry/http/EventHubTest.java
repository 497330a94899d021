package dev.gamecluster.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventHubTest {
    private static final ClusterName DEMO = new ClusterName("local", "demo");

    private final EventHub hub =
            new EventHub(new ObjectMapper(), Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

    private AssertSubscriber<EventHub.Published> listen(long afterId, long requested) {
        return hub.listen(DEMO, afterId).orElseThrow().subscribe().withSubscriber(AssertSubscriber.create(requested));
    }

    private void publish(int times) {
        for (int i = 0; i < times; i++) {
            hub.publish(DEMO, new ClusterEvent.Joined("a", 1));
        }
    }

    @Test
    void shouldHandOutOnlyNewEvents() {
        publish(3);
        AssertSubscriber<EventHub.Published> listener = listen(-1, 100);
        publish(1);
        hub.publish(new ClusterName("local", "other"), new ClusterEvent.Joined("z", 9));

        assertThat(listener.getItems())
                .containsExactly(new EventHub.Published(
                        4, "joined", "{\"event\":\"joined\",\"time\":\"2026-01-01T00:00:00Z\",\"node\":\"a\"}"));
    }

    @Test
    void shouldReplayWhatTheListenerMissed() {
        publish(3);
        assertThat(listen(1, 100).getItems()).extracting(EventHub.Published::id).containsExactly(2L, 3L);
    }

    @Test
    void shouldKeepOnlyTheNewest() {
        publish(EventHub.KEPT + 10);
        assertThat(listen(0, 1_000).getItems()).hasSize(EventHub.KEPT).first().satisfies(event -> assertThat(event.id())
                .isEqualTo(11));
    }

    @Test
    void shouldCutOffAListenerThatDoesNotRead() {
        AssertSubscriber<EventHub.Published> listener = listen(-1, 0);
        publish(EventHub.WAITING + 1);

        listener.assertFailedWith(BackPressureFailure.class);
        assertThat(hub.listening()).isZero();
    }

    @Test
    void shouldRefuseMoreListenersThanThereMayBe() {
        for (int i = 0; i < EventHub.LISTENERS; i++) {
            listen(-1, 1);
        }
        assertThat(hub.listen(DEMO, -1)).isEmpty();
    }

    @Test
    void shouldForgetAListenerThatHasGone() {
        AssertSubscriber<EventHub.Published> listener = listen(-1, 1);
        assertThat(hub.listening()).isEqualTo(1);
        listener.cancel();
        assertThat(hub.listening()).isZero();
    }

    @Test
    void shouldEndTheStreamWhenTheClusterIsGone() {
        AssertSubscriber<EventHub.Published> listener = listen(-1, 1);
        hub.forget(DEMO);
        listener.assertCompleted();
    }
}
