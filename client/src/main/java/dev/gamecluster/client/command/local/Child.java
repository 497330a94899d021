package dev.gamecluster.client.command.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One child process that is started again when it dies: after 0.2 s, then twice as long each time, until it lived for 10 s. */
final class Child {
    private static final long FIRST_WAIT_NANOS = 200_000_000L;
    private static final long LONGEST_WAIT_NANOS = 5_000_000_000L;
    private static final long HEALTHY_NANOS = 10_000_000_000L;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile Process process;
    private long startedNanos;
    private long startAtNanos;
    private long waitNanos = FIRST_WAIT_NANOS;

    Child(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process id, also of one that has died; 0 before the first start. */
    long pid() {
        return process == null ? 0 : process.pid();
    }

    /** @throws IOException when the program cannot be run at all */
    void start(long nowNanos) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("GAMECLUSTER_REGISTRY"); // an option of the command line, no key of the programs
        builder.environment().putAll(environment);
        process = builder.start();
        startedNanos = nowNanos;
    }

    /**
     * Looks after the process.
     *
     * @return what happened, as a line for people, or null
     */
    String tend(long nowNanos) throws IOException {
        if (isAlive()) {
            return null;
        }
        if (startAtNanos == 0) {
            waitNanos = nowNanos - startedNanos > HEALTHY_NANOS ? FIRST_WAIT_NANOS : waitNanos;
            startAtNanos = nowNanos + waitNanos;
            String text = name + " (pid " + pid() + ") ended with " + exit(process.exitValue()) + ", starting again in "
                    + waitNanos / 1_000_000 + " ms, see " + log;
            waitNanos = Math.min(LONGEST_WAIT_NANOS, 2 * waitNanos);
            return text;
        }
        if (nowNanos - startAtNanos < 0) {
            return null;
        }
        startAtNanos = 0;
        start(nowNanos);
        return name + " started again, pid " + pid();
    }

    void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** 128 + n is how a shell, and Java, report signal n. */
    private static String exit(int value) {
        return switch (value) {
            case 137 -> "SIGKILL";
            case 143 -> "SIGTERM";
            case 130 -> "SIGINT";
            default -> "exit code " + value;
        };
    }
}
