package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.bench.load.Fault;
import dev.gamecluster.client.command.bench.load.Progress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does what a scenario says at its moments, on a thread of its own. The measurement's progress tells when its time began. */
final class FaultTimer implements AutoCloseable {
    private static final double MICROS_PER_SECOND = 1e6;

    private final List<Fault> faults;
    private final Consumer<Fault> action;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("faults").daemon().unstarted(task));
    private boolean planned;

    FaultTimer(List<Fault> faults, Consumer<Fault> action) {
        this.faults = faults;
        this.action = action;
    }

    /** One thread. */
    void progressed(Progress progress) {
        if (planned || progress.phase() != Progress.Phase.MEASURING) {
            return;
        }
        planned = true;
        for (Fault fault : faults) {
            long micros = (long) ((fault.atSeconds() - progress.phaseSeconds()) * MICROS_PER_SECOND);
            thread.schedule(() -> action.accept(fault), Math.max(0, micros), TimeUnit.MICROSECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
