package dev.gamecluster.e2e.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs many seeds: {@code --seeds N [--from S] [--family F]... [--threads T] [--trace LINES] [--keep-going]}. Ends with 0 when all
 * promises were kept, 1 when one was broken, 2 when it was called wrongly. With {@code -Dsim.seed=S -Dsim.family=F} it repeats one run.
 */
public final class SimulateMain {
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private final List<Family> families = new ArrayList<>();
    private long seeds = 1_000;
    private long from = 1;
    private int threads = 2;
    private int traceLines = 120;
    private boolean keepGoing;
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
            readProperties();
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--seeds" -> seeds = Long.parseLong(arguments[++i]);
                    case "--from" -> from = Long.parseLong(arguments[++i]);
                    case "--family" -> families.add(familyOf(arguments[++i]));
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
        if (seeds < 1 || threads < 1 || traceLines < 1) {
            return "--seeds, --threads and --trace must be at least 1";
        }
        if (families.isEmpty()) {
            families.addAll(List.of(Family.values()));
        }
        return null;
    }

    private void readProperties() {
        if (System.getProperty("sim.family") != null) {
            families.add(familyOf(System.getProperty("sim.family")));
        }
        if (System.getProperty("sim.seed") != null) {
            from = Long.parseLong(System.getProperty("sim.seed"));
            seeds = 1;
        }
    }

    private static Family familyOf(String name) {
        return Family.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** @return the exit code */
    private int run() throws InterruptedException {
        long startedNanos = System.nanoTime();
        Batch batch = new Batch(families, from, seeds, traceLines, keepGoing, this::progress);
        batch.run(threads);
        out.printf(Locale.ROOT, "%n%s%n", batch.total());
        out.printf(Locale.ROOT, "in %.0f s%n", (System.nanoTime() - startedNanos) / 1e9);
        for (Violation violation : batch.broken()) {
            out.println("BROKEN " + (keepGoing ? violation.sentence() : violation.getMessage()));
            if (violation.getCause() != null && !(violation.getCause() instanceof Violation)) {
                violation.getCause().printStackTrace(out);
            }
        }
        return batch.broken().isEmpty() ? 0 : 1;
    }

    private void progress(Batch batch) {
        long nowNanos = System.nanoTime();
        if (nowNanos - progressNanos > PROGRESS_NANOS) {
            progressNanos = nowNanos;
            out.printf(
                    Locale.ROOT,
                    "%,d of %,d seeds, %,d failovers, %,d writes acknowledged, %,d broken%n",
                    batch.done(),
                    seeds,
                    batch.total().failovers(),
                    batch.total().writesAcknowledged(),
                    batch.broken().size());
        }
    }
}
