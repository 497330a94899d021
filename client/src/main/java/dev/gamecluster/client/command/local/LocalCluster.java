package dev.gamecluster.client.command.local;

import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.command.ClusterStatus;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.RegistryApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A fresh cluster of processes on free ports of loopback, for as long as another command needs one. */
public final class LocalCluster implements AutoCloseable {
    private static final long READY_NANOS = 60_000_000_000L;
    private static final int LOOK_MILLIS = 100;
    private static final int LOWEST_BASE = 20_000;
    private static final int BASES = 10_000;
    private static final int PORTS_OF_ONE = 200;

    private final LocalPlan plan;
    private final Supervisor supervisor;
    private final Path logs;
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Starts nothing yet.
     *
     * @param slaves 0..{@value LocalPlan#SLAVES}
     * @param startArea {@code x1,y1,x2,y2} in metres
     * @param logs folder for the logs of the processes
     * @param report takes lines for people, any thread: what died and was started again
     * @throws CommandFailed when it is not built
     * @throws IllegalArgumentException when a value is not allowed
     */
    public LocalCluster(int slaves, String startArea, Path logs, Consumer<String> report) {
        this.plan = freePlan(slaves, startArea);
        this.logs = logs;
        this.supervisor = new Supervisor(new LocalProcesses(logs).prepare(plan), report);
    }

    public URI registry() {
        return URI.create(plan.registryAddress());
    }

    public ClusterName name() {
        return ClusterName.parse(LocalPlan.CLUSTER);
    }

    /**
     * Starts the processes and waits until all nodes are live and there is a master.
     *
     * @throws CommandFailed when that takes longer than a minute, or it is closed meanwhile
     */
    public void start() {
        supervisor.start();
        long beginNanos = System.nanoTime();
        try (RegistryApi api = new RegistryApi(List.of(registry()), name())) {
            while (!isComplete(api)) {
                if (System.nanoTime() - beginNanos > READY_NANOS) {
                    throw new CommandFailed("the local cluster was not complete after a minute, see the logs in "
                            + logs.toAbsolutePath());
                }
                if (closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new CommandFailed("stopped while the local cluster was starting");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    /** {@code kill -9} of the master. @return its name */
    public String killMaster() {
        try (RegistryApi api = new RegistryApi(List.of(registry()), name())) {
            String master = ClusterStatus.of(api.cluster()).master();
            for (Child child : supervisor.children()) {
                if (child.name().equals(master)) {
                    child.kill();
                    return master;
                }
            }
            throw new CommandFailed("there is no master to be killed");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        supervisor.stop();
    }

    private boolean isComplete(RegistryApi api) {
        try {
            ClusterStatus status = ClusterStatus.of(api.cluster());
            return !status.master().isEmpty()
                    && status.nodes().stream()
                                    .filter(node -> node.state().equals("live"))
                                    .count()
                            >= plan.nodes();
        } catch (CommandFailed notYet) {
            return false;
        }
    }

    /** Below the ports that the system gives to clients, and different for two runs at the same time. */
    private static LocalPlan freePlan(int slaves, String startArea) {
        int first = (int) (ProcessHandle.current().pid() % (BASES / PORTS_OF_ONE)) * PORTS_OF_ONE;
        for (int i = 0; i < BASES; i += PORTS_OF_ONE) {
            int base = LOWEST_BASE + (first + i) % BASES;
            LocalPlan plan = new LocalPlan(slaves, base + 1, base, startArea);
            if (LocalProcesses.areFree(plan.ports())) {
                return plan;
            }
        }
        throw new CommandFailed(
                "there are no free ports on loopback from " + LOWEST_BASE + " to " + (LOWEST_BASE + BASES));
    }
}
