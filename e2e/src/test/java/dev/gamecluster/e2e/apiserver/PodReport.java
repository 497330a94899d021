package dev.gamecluster.e2e.apiserver;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;

/** Writes a pod's status as a kubelet does. Used by the pod's own thread. */
final class PodReport {
    private static final ContainerState NONE = new ContainerState();

    private final KubernetesClient client;
    private final Pod pod;
    private final String container;
    private final String image;
    private String address = "";
    private String startTime;
    private ContainerState state = NONE;
    private ContainerState lastState = NONE;
    private boolean ready;
    private int restarts;

    PodReport(KubernetesClient client, Pod pod) {
        this.client = client;
        this.pod = pod;
        this.container = pod.getSpec().getContainers().getFirst().getName();
        this.image = pod.getSpec().getContainers().getFirst().getImage();
    }

    void unschedulable(String message) {
        write(new PodStatusBuilder()
                .withPhase("Pending")
                .withConditions(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage(message)
                        .build())
                .build());
    }

    /** The container does not run. */
    void waiting(String reason, String message) {
        state = new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
        write(status("Pending"));
    }

    void started(String podIp, Instant at) {
        address = podIp;
        startTime = at.toString();
        running(at);
    }

    void restarted(int exitCode, Instant at) {
        lastState = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "Error")
                .withStartedAt(state.getRunning().getStartedAt())
                .withFinishedAt(at.toString())
                .endTerminated()
                .build();
        restarts++;
        ready = false;
        running(at);
    }

    private void running(Instant at) {
        state = new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(at.toString())
                .endRunning()
                .build();
        write(status("Running"));
    }

    /** Writes only when that is news. */
    void ready(boolean now) {
        if (now != ready) {
            ready = now;
            write(status("Running"));
        }
    }

    private PodStatus status(String phase) {
        PodStatusBuilder status = new PodStatusBuilder()
                .withPhase(phase)
                .withHostIP(LocalKubelet.HOST_IP)
                .withStartTime(startTime)
                .withConditions(conditions())
                .withContainerStatuses(containerStatus());
        if (!address.isEmpty()) {
            status.withPodIP(address).addNewPodIP().withIp(address).endPodIP();
        }
        return status.build();
    }

    private ContainerStatus containerStatus() {
        return new ContainerStatusBuilder()
                .withName(container)
                .withImage(image)
                .withImageID(image)
                .withState(state)
                .withLastState(lastState)
                .withReady(ready)
                .withStarted(state.getRunning() != null)
                .withRestartCount(restarts)
                .build();
    }

    private List<PodCondition> conditions() {
        return List.of(
                condition("PodScheduled", true),
                condition("Initialized", true),
                condition("ContainersReady", ready),
                condition("Ready", ready));
    }

    private static PodCondition condition(String type, boolean status) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status ? "True" : "False")
                .build();
    }

    /** The uid is a precondition: another pod may have got the name. */
    private void write(PodStatus status) {
        Pod patch = new PodBuilder()
                .withNewMetadata()
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withStatus(status)
                .build();
        LocalPod.accepted(() -> client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch)));
    }
}
