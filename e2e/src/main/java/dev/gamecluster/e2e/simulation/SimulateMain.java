package dev.gamecluster.e2e.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs many seeds: {@code --seeds N [--from S] [--family F] [--threads T] [--trace LINES] [--keep-going]}. Ends with 0 when all
 * promises were kept, 1 when one was broken, 2 when it was called wrongly.
 */
public final class SimulateMain {
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private record Job(Family family, long seed) {}

    private final PrintStream out;
    private final List<Family> families = new ArrayList<>();
    private final Statistics total = new Statistics();
    private final List<String> broken = new ArrayList<>();
    private long seeds = 1_000;
    private long from = 1;
    private int threads = 2;
    private int traceLines = 120;
    private boolean keepGoing;
    private long nextSeed;
    private int nextFamily;
    private long done;
    private long progressNanos = System.nanoTime();

    private SimulateMain(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        SimulateMain program = new SimulateMain(System.out);
        String problem = program.read(arguments);
        if (problem != null) {
            System.err.println(problem);
            System.exit(2);
        }
        System.exit(program.run());
    }

    private String read(String[] arguments) {
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--seeds" -> seeds = Long.parseLong(arguments[++i]);
                    case "--from" -> from = Long.parseLong(arguments[++i]);
                    case "--family" -> families.add(Family.valueOf(arguments[++i].toUpperCase(Locale.ROOT)));
                    case "--threads" -> threads = Integer.parseInt(arguments[++i]);
                    case "--trace" -> traceLines = Integer.parseInt(arguments[++i]);
                    case "--keep-going" -> keepGoing = true;
                    default -> {
                        return "unknown argument " + arguments[i]
                                + "; known: --seeds N, --from S, --family F, --threads T, --trace LINES, --keep-going";
                    }
                }
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            return arguments[arguments.length - 1] + " needs a value";
        } catch (IllegalArgumentException e) {
            return "bad value: " + e.getMessage() + "; families are " + List.of(Family.values());
        }
        if (families.isEmpty()) {
            families.addAll(List.of(Family.values()));
        }
        nextSeed = from;
        return null;
    }

    /** @return the exit code */
    private int run() throws InterruptedException {
        long started = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(pool.submit(this::work));
        }
        pool.shutdown();
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("the simulation itself failed", e.getCause());
            }
        }
        out.printf(Locale.ROOT, "%n%s%n", total);
        out.printf(Locale.ROOT, "%.0f s%n", (System.nanoTime() - started) / 1e9);
        broken.forEach(sentence -> out.println("BROKEN " + sentence));
        return broken.isEmpty() ? 0 : 1;
    }

    private void work() {
        for (Job job = take(); job != null; job = take()) {
            try {
                finish(Run.of(job.family, job.seed, traceLines));
            } catch (Violation violation) {
                fail(violation);
            } catch (RuntimeException e) {
                fail(new Violation("the simulation itself failed with " + job + ": " + e, e));
            }
        }
    }

    private synchronized Job take() {
        boolean stop = !keepGoing && !broken.isEmpty();
        if (stop || nextSeed >= from + seeds) {
            return null;
        }
        Job job = new Job(families.get(nextFamily), nextSeed);
        nextFamily = (nextFamily + 1) % families.size();
        nextSeed++;
        return job;
    }

    private synchronized void finish(Statistics statistics) {
        total.add(statistics);
        done++;
        long now = System.nanoTime();
        if (now - progressNanos > PROGRESS_NANOS) {
            progressNanos = now;
            out.printf(
                    Locale.ROOT,
                    "%,d of %,d seeds, %,d failovers, %,d writes acknowledged, %,d broken%n",
                    done,
                    seeds,
                    total.failovers(),
                    total.writesAcknowledged(),
                    broken.size());
        }
    }

    private synchronized void fail(Violation violation) {
        done++;
        broken.add(violation.sentence());
        if (!keepGoing) {
            out.println("BROKEN " + violation.getMessage());
        }
        if (violation.getCause() != null && !(violation.getCause() instanceof Violation)) {
            violation.getCause().printStackTrace(out);
        }
    }
}
