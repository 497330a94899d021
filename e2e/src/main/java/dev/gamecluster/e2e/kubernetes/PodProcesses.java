package dev.gamecluster.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sends signals to processes inside of pods, as the machine's own trouble would: Kubernetes is not asked and learns of it afterwards.
 *
 * <p>Without a command of one's own the processes are looked for on this machine: {@code /proc/PID/cgroup} names the container. That is
 * so where this machine is a node (also of kind: its nodes are containers here), and needs root. Elsewhere a command is given, which is
 * called with the signal's name, the namespace and the pod as three more arguments, for example a script that does
 * {@code ssh NODE kill -SIGNAL ...}.
 */
public final class PodProcesses {
    /** A signal. */
    public enum Signal {
        KILL,
        STOP,
        CONT
    }

    private final List<String> command;

    /** @param command what sends signals, with its first arguments; empty: this machine's {@code /proc} */
    public PodProcesses(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** What sends one signal to the processes of a container that were found once: the fault itself takes no time for looking. */
    public interface Target {
        void send(Signal signal);
    }

    /** @throws IllegalStateException when this machine has no such process */
    public Target find(Pod pod, String container) {
        if (!command.isEmpty()) {
            return signal -> {
                List<String> words = new ArrayList<>(command);
                words.add(signal.name());
                words.add(pod.getMetadata().getNamespace());
                words.add(pod.getMetadata().getName());
                run(words);
            };
        }
        List<String> processes = processes(containerId(pod, container));
        if (processes.isEmpty()) {
            throw new IllegalStateException(
                    "no process of pod " + pod.getMetadata().getName() + ", container "
                            + container + ", was found below /proc: run this as root on the machine that is its node,"
                            + " or say with --signal-command what sends signals");
        }
        return signal -> {
            List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
            words.addAll(processes);
            run(words);
        };
    }

    /** @throws IllegalStateException when the pod has no such container */
    static String containerId(Pod pod, String container) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container))
                .map(ContainerStatus::getContainerID)
                .filter(Objects::nonNull)
                .map(id -> id.substring(id.indexOf("//") + 2))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "pod " + pod.getMetadata().getName() + " runs no container " + container));
    }

    private static List<String> processes(String containerId) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                if (belongs(process, containerId)) {
                    found.add(process.getFileName().toString());
                }
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("/proc cannot be read", problem);
        }
        return found;
    }

    private static boolean belongs(Path process, String containerId) {
        try {
            return Files.readString(process.resolve("cgroup")).contains(containerId);
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }

    private static void run(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", words) + " ended with " + status + ": " + output);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(words.getFirst() + " could not be started", problem);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
