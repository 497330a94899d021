package dev.gamecluster.client.command.local;

import dev.gamecluster.client.command.CommandFailed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks everything that can be checked before a local cluster is started: that it is built, and that its ports are free. */
final class LocalProcesses {
    private static final int SHOWN_PORTS = 4;

    private final Path logs;

    /** @param logs folder where each process has a file */
    LocalProcesses(Path logs) {
        this.logs = logs;
    }

    /**
     * The processes, not started yet, registry first.
     *
     * @throws CommandFailed saying what is missing or taken, and what can be done
     */
    List<Child> prepare(LocalPlan plan) {
        List<LocalPlan.Program> programs = plan.programs(home());
        requireBuilt(programs);
        requireFree(plan.ports());
        return children(programs);
    }

    private static Path home() {
        String home = System.getProperty("gamecluster.home");
        if (home == null) {
            throw new CommandFailed("where GameCluster is built is not known: start this with bin/gamecluster");
        }
        return Path.of(home);
    }

    private static void requireBuilt(List<LocalPlan.Program> programs) {
        for (LocalPlan.Program program : programs) {
            if (!Files.isRegularFile(program.jar())) {
                throw new CommandFailed(program.jar() + " is missing: run 'make build' first");
            }
        }
    }

    /** Whether nobody listens on any of them. */
    static boolean areFree(List<LocalPlan.Port> ports) {
        return ports.stream().allMatch(LocalProcesses::isFree);
    }

    private static boolean isFree(LocalPlan.Port port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(LocalPlan.HOST, port.number()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void requireFree(List<LocalPlan.Port> ports) {
        List<String> taken = new ArrayList<>();
        for (LocalPlan.Port port : ports) {
            if (!isFree(port)) {
                taken.add(port.number() + " for " + port.what());
            }
        }
        if (!taken.isEmpty()) {
            throw new CommandFailed(
                    "ports are taken: " + String.join(", ", taken.subList(0, Math.min(SHOWN_PORTS, taken.size())))
                            + (taken.size() > SHOWN_PORTS ? " and " + (taken.size() - SHOWN_PORTS) + " more" : "")
                            + ". Stop what uses them, or move with --http-port and --port-base");
        }
    }

    private List<Child> children(List<LocalPlan.Program> programs) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String options =
                System.getenv().getOrDefault("GAMECLUSTER_JAVA_OPTIONS", "").strip();
        List<Child> children = new ArrayList<>();
        try {
            Files.createDirectories(logs);
            for (LocalPlan.Program program : programs) {
                Path log = logs.resolve(program.name() + ".log");
                Files.write(log, new byte[0]);
                List<String> command = new ArrayList<>();
                command.add(java.toString());
                if (!options.isEmpty()) {
                    command.addAll(List.of(options.split("\\s+")));
                }
                command.add("-jar");
                command.add(program.jar().toString());
                children.add(new Child(program.name(), command, program.environment(), log));
            }
        } catch (IOException e) {
            throw new CommandFailed("the logs cannot be written to " + logs.toAbsolutePath() + ": " + e.getMessage());
        }
        return children;
    }
}
