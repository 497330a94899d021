package dev.gamecluster.e2e.chaos;

import picocli.CommandLine.Option;

/** How much load, and how often a fault: the options that all experiments with faults share. */
public final class LoadOptions {
    @Option(names = "--times", defaultValue = "30", description = "how often each; default ${DEFAULT-VALUE}")
    private int times;

    @Option(names = "--clients", defaultValue = "40", description = "default ${DEFAULT-VALUE}")
    private int clients;

    @Option(
            names = "--rate",
            defaultValue = "20",
            description = "writes per second of each client; default ${DEFAULT-VALUE}")
    private double rate;

    public int times() {
        return times;
    }

    public int clients() {
        return clients;
    }

    /** Writes per second of each client. */
    public double rate() {
        return rate;
    }
}
