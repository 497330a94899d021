package dev.gamecluster.e2e.simulation;

import java.util.ArrayDeque;

/**
 * A process with one thread: inputs queue up, the thread wakes, takes all of them, does a cycle, sleeps. It can be paused (inputs
 * queue up, its clock goes on) and can crash (everything in it is gone).
 */
abstract class SimulatedProcess {
    private final String name;
    private final int address;
    private final EventQueue queue;
    private final Chance chance;
    private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();
    private boolean up;
    private boolean paused;
    private long wakeNanos = Long.MAX_VALUE;
    private long wakeNumber;
    private long busyUntilNanos;
    private long slowUntilNanos;
    private long clockOffsetNanos;

    SimulatedProcess(String name, int address, EventQueue queue, Chance chance) {
        this.name = name;
        this.address = address;
        this.queue = queue;
        this.chance = chance;
    }

    final String name() {
        return name;
    }

    final int address() {
        return address;
    }

    final boolean isUp() {
        return up;
    }

    final boolean isPaused() {
        return paused;
    }

    /** Runs and is not paused. */
    final boolean isRunning() {
        return up && !paused;
    }

    /** The time as this process sees it: no two processes have the same. */
    final long clockNanos() {
        return queue.nowNanos() + clockOffsetNanos;
    }

    final Chance chance() {
        return chance;
    }

    // ---- life ------------------------------------------------------------------------------------------------------

    final void start() {
        up = true;
        paused = false;
        clockOffsetNanos = chance.nanos(0, 1e9);
        busyUntilNanos = 0;
        onStart();
        wakeBy(queue.nowNanos());
    }

    final void crash() {
        up = false;
        paused = false;
        inbox.clear();
        wakeNumber++;
        wakeNanos = Long.MAX_VALUE;
        onCrash();
    }

    final void pause() {
        paused = true;
    }

    final void resume() {
        if (up && paused) {
            paused = false;
            wakeNanos = Long.MAX_VALUE;
            wakeBy(queue.nowNanos());
        }
    }

    /** Each cycle takes long until then. */
    final void slowDown(long forNanos) {
        slowUntilNanos = queue.nowNanos() + forNanos;
    }

    abstract void onStart();

    abstract void onCrash();

    // ---- inputs ----------------------------------------------------------------------------------------------------

    /** Something dialled this process: {@code wire.route()} leads back. */
    abstract void onDialled(Wire wire);

    abstract void onWire(Wire.Kind kind, long route, byte[] frame);

    /** Something for the thread of this process; lost when it is down. */
    final void deliver(Runnable input) {
        if (up) {
            inbox.addLast(input);
            wakeBy(queue.nowNanos() + chance.nanos(0.005, 0.08));
        }
    }

    private void wakeBy(long atNanos) {
        long at = Math.max(atNanos, busyUntilNanos);
        if (at < wakeNanos) {
            wakeNanos = at;
            long number = ++wakeNumber;
            queue.at(at, () -> wake(number));
        }
    }

    private void wake(long number) {
        if (number != wakeNumber || !isRunning()) {
            return;
        }
        wakeNanos = Long.MAX_VALUE;
        while (!inbox.isEmpty() && isRunning()) {
            inbox.removeFirst().run();
        }
        if (!isRunning()) {
            return;
        }
        long sleepNanos = cycle();
        long now = queue.nowNanos();
        busyUntilNanos = now + serviceNanos(now);
        wakeBy(now + sleepNanos);
    }

    private long serviceNanos(long now) {
        if (now < slowUntilNanos) {
            return chance.nanos(1, 40);
        }
        return chance.is(0.0005) ? chance.nanos(5, 60) : chance.nanos(0.01, 0.05);
    }

    /** @return how long to sleep when nothing comes */
    abstract long cycle();
}
