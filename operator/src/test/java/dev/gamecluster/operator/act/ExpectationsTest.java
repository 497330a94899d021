package dev.gamecluster.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private static final long NOW = 1_000_000;

    private final Expectations expectations = new Expectations();

    private static Pod pod(String name, String uid) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(uid)
                .withCreationTimestamp("2026-01-02T03:04:05Z")
                .endMetadata()
                .build();
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    @Test
    void shouldShowCreatedPodUntilTheWatchDoes() {
        expectations.complete(List.of(), NOW);
        expectations.created(pod("demo-0", null));
        assertThat(names(expectations.complete(List.of(), NOW + 1))).containsExactly("demo-0");
        assertThat(names(expectations.complete(List.of(pod("demo-0", "a")), NOW + 2)))
                .containsExactly("demo-0");
        assertThat(expectations.complete(List.of(), NOW + 3)).isEmpty();
    }

    @Test
    void shouldShowDeletedPodAsTerminatingUntilTheWatchDoes() {
        expectations.complete(List.of(pod("demo-0", "a")), NOW);
        assertThat(expectations.deleted("a")).isTrue();
        assertThat(expectations.deleted("a")).isFalse();
        Pod seen = expectations.complete(List.of(pod("demo-0", "a")), NOW + 1).getFirst();
        assertThat(seen.getMetadata().getDeletionTimestamp()).isNotNull();
        Pod another =
                expectations.complete(List.of(pod("demo-0", "b")), NOW + 2).getFirst();
        assertThat(another.getMetadata().getDeletionTimestamp()).isNull();
    }

    @Test
    void shouldForgetWhatDoesNotHappen() {
        expectations.complete(List.of(), NOW);
        expectations.created(pod("demo-0", null));
        expectations.deleted("a");
        long later = NOW + Expectations.PATIENCE_MILLIS + 1;
        List<Pod> pods = expectations.complete(List.of(pod("demo-1", "a")), later);
        assertThat(names(pods)).containsExactly("demo-1");
        assertThat(pods.getFirst().getMetadata().getDeletionTimestamp()).isNull();
    }
}
