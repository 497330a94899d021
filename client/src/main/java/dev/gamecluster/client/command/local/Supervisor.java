package dev.gamecluster.client.command.local;

import dev.gamecluster.client.command.CommandFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts the children, starts them again, and stops them all. One thread of its own. */
final class Supervisor {
    private static final int LOOK_MILLIS = 20;
    private static final long TERMINATE_NANOS = 3_000_000_000L;
    private static final long KILL_NANOS = 2_000_000_000L;

    private final List<Child> children;
    private final Consumer<String> report;
    private boolean stopping;

    /** @param report takes lines for people, on the supervisor's thread */
    Supervisor(List<Child> children, Consumer<String> report) {
        this.children = List.copyOf(children);
        this.report = report;
    }

    List<Child> children() {
        return children;
    }

    void start() {
        try {
            for (Child child : children) {
                child.start(System.nanoTime());
            }
        } catch (IOException e) {
            stop();
            throw new CommandFailed("a process cannot be started: " + e.getMessage());
        }
        Thread.ofPlatform().name("supervisor").daemon().start(this::tend);
    }

    private void tend() {
        while (pause(LOOK_MILLIS)) {
            for (Child child : children) {
                for (String line : tend(child)) {
                    report.accept(line);
                }
            }
        }
    }

    private synchronized List<String> tend(Child child) {
        List<String> lines = new ArrayList<>();
        if (stopping) {
            return lines;
        }
        try {
            String line = child.tend(System.nanoTime());
            if (line != null) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add(child.name() + " cannot be started: " + e.getMessage());
        }
        return lines;
    }

    /** Ends all children: asks them, waits, then kills. Safe to call again and from a shutdown hook. */
    void stop() {
        synchronized (this) {
            stopping = true;
        }
        children.forEach(Child::terminate);
        if (!waitForAll(TERMINATE_NANOS)) {
            children.forEach(Child::kill);
            waitForAll(KILL_NANOS);
        }
    }

    private boolean waitForAll(long nanos) {
        long endNanos = System.nanoTime() + nanos;
        while (children.stream().anyMatch(Child::isAlive)) {
            if (System.nanoTime() - endNanos >= 0 || !pause(LOOK_MILLIS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause(int millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
