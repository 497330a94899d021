package dev.gamecluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegistryEndpointsTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void shouldAskNextRegistryWhenFirstIsNotReachable() {
        registry.answer("/endpoint", 200, "{\"node\":\"demo-1\",\"endpoint\":\"tcp://10.0.0.7:5555\"}");
        try (RegistryEndpoints endpoints =
                new RegistryEndpoints(List.of(NOBODY, registry.address()), ClusterName.LOCAL)) {
            assertThat(endpoints.locate().join()).isEqualTo(new NodeEndpoint("demo-1", "tcp://10.0.0.7:5555"));
        }
    }

    @Test
    void shouldNameRegistryThatIsNotReachable() {
        try (RegistryEndpoints endpoints = new RegistryEndpoints(List.of(NOBODY), ClusterName.LOCAL)) {
            assertThatThrownBy(() -> endpoints.locate().join())
                    .hasMessageContaining("the registry at http://127.0.0.1:1 is not reachable");
        }
    }

    @Test
    void shouldSayWhatTheRegistrySaysWhenThereIsNoNode() {
        registry.answer("/endpoint", 503, "{\"title\":\"No node\",\"detail\":\"no live node\",\"status\":503}");
        try (RegistryEndpoints endpoints = new RegistryEndpoints(List.of(registry.address()), ClusterName.LOCAL)) {
            assertThatThrownBy(() -> endpoints.locate().join())
                    .hasMessageContaining("local/demo")
                    .hasMessageContaining("no live node");
        }
    }

    @Test
    void shouldAskForThePublishedEndpointFromOutside() {
        registry.answer("/endpoint?reach=outside", 200, "{\"node\":\"demo-1\",\"endpoint\":\"tcp://h:30001\"}");
        try (RegistryEndpoints endpoints =
                new RegistryEndpoints(List.of(registry.address()), ClusterName.LOCAL, Reach.OUTSIDE)) {
            assertThat(endpoints.locate().join()).isEqualTo(new NodeEndpoint("demo-1", "tcp://h:30001"));
        }
    }

    @Test
    void shouldSayThatTheNameOfTheRegistryIsNotKnown() {
        URI unknown = URI.create("http://registry.invalid:8080");
        try (RegistryEndpoints endpoints = new RegistryEndpoints(List.of(unknown), ClusterName.LOCAL)) {
            assertThatThrownBy(() -> endpoints.locate().join())
                    .hasMessageEndingWith(
                            "the registry at http://registry.invalid:8080 is not reachable (its name is not known)");
        }
    }

    @Test
    void shouldAnswerMoreQuestionsThanFitOnTheWay() {
        registry.answer("/endpoint", 200, "{\"node\":\"demo-1\",\"endpoint\":\"tcp://10.0.0.7:5555\"}");
        try (RegistryEndpoints endpoints = new RegistryEndpoints(List.of(registry.address()), ClusterName.LOCAL)) {
            List<CompletableFuture<NodeEndpoint>> answers = new ArrayList<>();
            for (int i = 0; i < 3 * RegistryEndpoints.IN_FLIGHT; i++) {
                answers.add(endpoints.locate());
            }
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().node()).isEqualTo("demo-1"));
        }
    }

    @Test
    void shouldRefuseAddressThatIsNoWebAddress() {
        assertThatThrownBy(() -> new RegistryEndpoints(List.of(URI.create("localhost:8080")), ClusterName.LOCAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localhost:8080")
                .hasMessageContaining("http://HOST:PORT");
    }
}
