package dev.gamecluster.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.plan.PodView;
import dev.gamecluster.operator.plan.Problem;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class PodReaderTest {
    private static PodBuilder pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("demo-3")
                .withUid("uid-3")
                .withCreationTimestamp("2026-01-02T03:04:05Z")
                .addToLabels(Names.ROLE, "slave")
                .addToLabels(Names.TAKES_CLIENTS, "true")
                .addToAnnotations(Names.TEMPLATE_HASH, "abc")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(Names.GAMESERVER)
                .withImage("image:1")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withHostIP("192.0.2.7")
                .endStatus();
    }

    private static Pod waiting(String reason, String message, String ranFrom, String ranTo) {
        return pod().editStatus()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(Names.GAMESERVER)
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting()
                                .withReason(reason)
                                .withMessage(message)
                                .endWaiting()
                                .build())
                        .withLastState(new ContainerStateBuilder()
                                .withNewTerminated()
                                .withExitCode(78)
                                .withStartedAt(ranFrom)
                                .withFinishedAt(ranTo)
                                .endTerminated()
                                .build())
                        .build())
                .endStatus()
                .build();
    }

    private static PodView read(Pod pod) {
        return PodReader.read("demo", pod).orElseThrow();
    }

    @Test
    void shouldReadPodThatRuns() {
        Pod pod = pod().editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(Names.GAMESERVER)
                        .withState(new ContainerStateBuilder()
                                .withNewRunning()
                                .endRunning()
                                .build())
                        .build())
                .endStatus()
                .build();
        PodView view = read(pod);
        assertThat(view.ordinal()).isEqualTo(3);
        assertThat(view.templateHash()).isEqualTo("abc");
        assertThat(view.role()).isEqualTo("slave");
        assertThat(view.takesClients()).isTrue();
        assertThat(view.running()).isTrue();
        assertThat(view.ready()).isTrue();
        assertThat(view.counts()).isTrue();
        assertThat(view.hostIp()).contains("192.0.2.7");
        assertThat(view.problem()).isEmpty();
        assertThat(view.createdMillis()).isEqualTo(1_767_323_045_000L);
    }

    @Test
    void shouldPassOverPodsWithOtherNames() {
        for (String name :
                new String[] {"demo", "demo-", "demo-x", "demo-01", "demo-1-2", "other-1", "demo-99999999"}) {
            Pod pod = pod().editMetadata().withName(name).endMetadata().build();
            assertThat(PodReader.read("demo", pod)).as(name).isEmpty();
        }
    }

    @Test
    void shouldReadPodWithoutStatus() {
        PodView view = read(pod().withStatus(new io.fabric8.kubernetes.api.model.PodStatus())
                .build());
        assertThat(view.running()).isFalse();
        assertThat(view.hostIp()).isEmpty();
        assertThat(view.problem()).isEmpty();
    }

    @Test
    void shouldCountNeitherTerminatingNorEndedPods() {
        Pod terminating = pod().editMetadata()
                .withDeletionTimestamp("2026-01-02T03:05:05Z")
                .endMetadata()
                .build();
        assertThat(read(terminating).counts()).isFalse();
        Pod evicted = pod().editStatus()
                .withPhase("Failed")
                .withReason("Evicted")
                .withMessage("the node was low on memory")
                .endStatus()
                .build();
        assertThat(read(evicted).counts()).isFalse();
        assertThat(read(evicted).problem())
                .contains(new Problem("Evicted", "pod demo-3 has ended: the node was low on memory"));
    }

    @Test
    void shouldSayTheSameOfAllWaysToLackAnImage() {
        Problem missing = new Problem("ImagePullFailed", "pod demo-3 cannot get its image image:1");
        for (String reason :
                new String[] {"ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"}) {
            assertThat(read(waiting(reason, "changes each time", null, null)).problem())
                    .contains(missing);
        }
    }

    @Test
    void shouldTellFailedStartsFromEndsAfterServing() {
        PodView failing = read(waiting("CrashLoopBackOff", "", "2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z"));
        assertThat(failing.backingOff()).isFalse();
        assertThat(failing.problem().orElseThrow().message())
                .isEqualTo(
                        "pod demo-3 ends soon after each start with exit code 78; see kubectl logs demo-3 --previous");
        PodView killed = read(waiting("CrashLoopBackOff", "", "2026-01-02T03:04:05Z", "2026-01-02T03:04:15Z"));
        assertThat(killed.backingOff()).isTrue();
    }

    @Test
    void shouldSayWhyAPodIsNotScheduled() {
        Pod pod = pod().editStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage("0/3 nodes are available: 3 Insufficient cpu.")
                .endCondition()
                .endStatus()
                .build();
        assertThat(read(pod).problem())
                .contains(new Problem(
                        "Unschedulable",
                        "pod demo-3 cannot be scheduled: 0/3 nodes are available: 3 Insufficient cpu."));
    }
}
