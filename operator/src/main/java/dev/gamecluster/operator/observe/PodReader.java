package dev.gamecluster.operator.observe;

import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.plan.PodView;
import dev.gamecluster.operator.plan.Problem;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a pod. The sentences about what is wrong do not change while nothing changes, so that status does not either. */
public final class PodReader {
    /** A process that ran for so long had started well. */
    private static final Duration STARTED = Duration.ofSeconds(10);

    private PodReader() {}

    /** Empty for a pod that is not one of the cluster's nodes. */
    public static Optional<PodView> read(String cluster, Pod pod) {
        OptionalInt ordinal = Names.ordinal(cluster, pod.getMetadata().getName());
        if (ordinal.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> labels = orEmpty(pod.getMetadata().getLabels());
        Optional<ContainerStatus> container = container(pod);
        return Optional.of(new PodView(
                pod.getMetadata().getName(),
                ordinal.getAsInt(),
                pod.getMetadata().getUid(),
                orEmpty(pod.getMetadata().getAnnotations()).getOrDefault(Names.TEMPLATE_HASH, ""),
                labels.getOrDefault(Names.ROLE, ""),
                "true".equals(labels.get(Names.TAKES_CLIENTS)),
                container.map(status -> status.getState().getRunning() != null).orElse(false),
                condition(pod, "Ready")
                        .map(ready -> "True".equals(ready.getStatus()))
                        .orElse(false),
                isTerminating(pod),
                hasEnded(pod),
                container.map(PodReader::backsOffAfterServing).orElse(false),
                millis(pod.getMetadata().getCreationTimestamp()),
                Optional.ofNullable(pod.getStatus().getHostIP()),
                problem(pod, container)));
    }

    /** It is marked for deletion. */
    public static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** It will not run again. */
    public static boolean hasEnded(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Failed".equals(phase) || "Succeeded".equals(phase);
    }

    private static Optional<Problem> problem(Pod pod, Optional<ContainerStatus> container) {
        String name = "pod " + pod.getMetadata().getName();
        if (hasEnded(pod)) {
            String reason = pod.getStatus().getReason();
            String message = pod.getStatus().getMessage();
            return Optional.of(new Problem(
                    reason == null ? "PodEnded" : reason,
                    name + " has ended" + (message == null ? "" : ": " + message)));
        }
        Optional<PodCondition> scheduled = condition(pod, "PodScheduled");
        if (scheduled.isPresent() && "False".equals(scheduled.get().getStatus())) {
            return Optional.of(new Problem(
                    "Unschedulable",
                    name + " cannot be scheduled: " + scheduled.get().getMessage()));
        }
        return container.flatMap(status -> waiting(pod, name, status));
    }

    private static Optional<Problem> waiting(Pod pod, String name, ContainerStatus container) {
        ContainerStateWaiting waiting = container.getState().getWaiting();
        if (waiting == null || waiting.getReason() == null) {
            return Optional.empty();
        }
        String image = pod.getSpec().getContainers().getFirst().getImage();
        return switch (waiting.getReason()) {
            case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName" ->
                Optional.of(new Problem("ImagePullFailed", name + " cannot get its image " + image));
            case "CrashLoopBackOff" ->
                Optional.of(new Problem(
                        "CrashLoopBackOff",
                        name + " ends soon after each start" + exit(container.getLastState()) + "; see kubectl logs "
                                + pod.getMetadata().getName() + " --previous"));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(new Problem(waiting.getReason(), name + " cannot start: " + waiting.getMessage()));
            default -> Optional.empty();
        };
    }

    private static String exit(ContainerState last) {
        return last == null || last.getTerminated() == null
                ? ""
                : " with exit code " + last.getTerminated().getExitCode();
    }

    private static boolean backsOffAfterServing(ContainerStatus container) {
        ContainerStateWaiting waiting = container.getState().getWaiting();
        ContainerStateTerminated last = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        return waiting != null
                && "CrashLoopBackOff".equals(waiting.getReason())
                && last != null
                && last.getStartedAt() != null
                && last.getFinishedAt() != null
                && Duration.between(Instant.parse(last.getStartedAt()), Instant.parse(last.getFinishedAt()))
                                .compareTo(STARTED)
                        >= 0;
    }

    private static Optional<ContainerStatus> container(Pod pod) {
        List<ContainerStatus> statuses =
                pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
        if (statuses == null) {
            return Optional.empty();
        }
        return statuses.stream()
                .filter(status -> Names.GAMESERVER.equals(status.getName()) && status.getState() != null)
                .findFirst();
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        List<PodCondition> conditions =
                pod.getStatus() == null ? null : pod.getStatus().getConditions();
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst();
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static long millis(String time) {
        return time == null ? 0 : Instant.parse(time).toEpochMilli();
    }
}
