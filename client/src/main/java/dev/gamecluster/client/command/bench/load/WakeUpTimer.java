package dev.gamecluster.client.command.bench.load;

import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector at a moment between two milliseconds: {@code epoll_wait} counts in whole ones, which is as much as what is to be
 * measured. A thread of its own that sleeps nearly always.
 */
final class WakeUpTimer implements AutoCloseable {
    private final Runnable wakeUp;
    private final Thread thread;
    private volatile long dueNanos;
    private volatile boolean armed;
    private volatile boolean closed;

    WakeUpTimer(Runnable wakeUp) {
        this.wakeUp = wakeUp;
        this.thread = Thread.ofPlatform().name("load-timer").daemon().start(this::run);
    }

    /** Replaces the moment set before, unless that is earlier: one wake-up too many costs less than waking the timer to be told. */
    void wakeAt(long nanos) {
        if (armed && dueNanos - nanos <= 0) {
            return;
        }
        dueNanos = nanos;
        armed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            if (!armed) {
                LockSupport.park(this);
                continue;
            }
            long waitNanos = dueNanos - System.nanoTime();
            if (waitNanos > 0) {
                LockSupport.parkNanos(this, waitNanos);
            } else {
                armed = false;
                wakeUp.run();
            }
        }
    }
}
