package dev.gamecluster.e2e.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs many seeds on a few threads, each run on one. */
public final class Batch {
    private record Job(Family family, long seed) {}

    private final List<Family> families;
    private final long end;
    private final int traceLines;
    private final boolean keepGoing;
    private final Consumer<Batch> progress;
    private final Statistics total = new Statistics();
    private final List<Violation> broken = new ArrayList<>();
    private long nextSeed;
    private int nextFamily;
    private long done;

    /**
     * @param families each seed runs with one of them, in turn
     * @param from first seed
     * @param seeds number of seeds
     * @param keepGoing whether to go on after a violation
     * @param progress called after each run, by one thread at a time
     */
    public Batch(
            List<Family> families, long from, long seeds, int traceLines, boolean keepGoing, Consumer<Batch> progress) {
        this.families = List.copyOf(families);
        this.nextSeed = from;
        this.end = from + seeds;
        this.traceLines = traceLines;
        this.keepGoing = keepGoing;
        this.progress = progress;
    }

    /** Returns when all runs are done. */
    public void run(int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(pool.submit(this::work));
        }
        pool.shutdown();
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the simulation itself failed", e.getCause());
            }
        }
    }

    private void work() {
        for (Job job = take(); job != null; job = take()) {
            try {
                finish(Run.of(job.family, job.seed, traceLines), null);
            } catch (Violation violation) {
                finish(null, violation);
            }
        }
    }

    private synchronized Job take() {
        boolean stop = !keepGoing && !broken.isEmpty();
        if (stop || nextSeed >= end) {
            return null;
        }
        Job job = new Job(families.get(nextFamily), nextSeed);
        nextFamily = (nextFamily + 1) % families.size();
        nextSeed++;
        return job;
    }

    private synchronized void finish(Statistics statistics, Violation violation) {
        done++;
        if (statistics != null) {
            total.add(statistics);
        } else {
            broken.add(violation);
        }
        progress.accept(this);
    }

    /** Runs that are done. */
    public synchronized long done() {
        return done;
    }

    /** Of all runs in which no promise was broken. */
    public Statistics total() {
        return total;
    }

    public synchronized List<Violation> broken() {
        return List.copyOf(broken);
    }
}
