package dev.gamecluster.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One program of a cluster as a process that can be killed, stopped and started again. Its output goes to a file. */
public final class ClusterProcess implements AutoCloseable {
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms64m", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4", "--enable-native-access=ALL-UNNAMED");

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile Process process;

    /**
     * @param options further options of the Java virtual machine
     * @param environment added to this process's own
     * @param folder for the log
     */
    public ClusterProcess(
            String name, Path java, Path jar, List<String> options, Map<String, String> environment, Path folder) {
        this.name = name;
        this.command = new ArrayList<>(List.of(java.toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        this.environment = environment;
        this.log = folder.resolve(name + ".log");
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public synchronized void start() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        "GAMECLUSTER_PARENT_PID",
                        Long.toString(ProcessHandle.current().pid()));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException problem) {
            throw new UncheckedIOException("could not start " + String.join(" ", command), problem);
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** kill -9, and waits until the process is gone. */
    public void kill() {
        Process victim = process;
        victim.destroyForcibly();
        await(victim);
    }

    /** Of a process that has ended; a signal's number plus 128. */
    public synchronized int exitCode() {
        return process.exitValue();
    }

    /** Its name, whether it runs, and when it has ended, with what and what it reported as an error, on one line. */
    synchronized String describe() {
        if (process == null) {
            return name + " was not started";
        }
        if (process.isAlive()) {
            return name + " runs";
        }
        return name + " ended with " + process.exitValue() + lastError();
    }

    private String lastError() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" ERROR "))
                    .reduce((earlier, later) -> later)
                    .map(line -> " (" + line + ")")
                    .orElse("");
        } catch (IOException | UncheckedIOException unreadable) {
            return " (its log cannot be read: " + unreadable + ")";
        }
    }

    /** kill -TERM. */
    public void terminate() {
        process.destroy();
    }

    /** kill -STOP: the process keeps its sockets and does nothing. */
    public void pause() {
        signal("-STOP");
    }

    /** kill -CONT. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill " + signal + " of " + name + " ended with " + status);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("kill could not be started", problem);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static void await(Process victim) {
        try {
            victim.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public synchronized void close() {
        if (isAlive()) {
            kill();
        }
    }
}
