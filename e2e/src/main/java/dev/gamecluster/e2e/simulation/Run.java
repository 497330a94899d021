package dev.gamecluster.e2e.simulation;

/** One run from a family and a seed. */
public final class Run {
    private static final int TRACE_LINES = 120;

    private Run() {}

    /** @throws Violation with the seed and the last events in its message */
    public static Statistics of(Family family, long seed) {
        return of(family, seed, TRACE_LINES);
    }

    /** @param traceLines how many of the last events a violation shows */
    public static Statistics of(Family family, long seed, int traceLines) {
        Chance chance = new Chance(seed * 31 + family.ordinal());
        SimulationSettings settings = SimulationSettings.drawn(seed, family, chance.fork());
        Simulation simulation = new Simulation(settings, chance.fork(), traceLines);
        try {
            simulation.boot();
            new FaultSchedule(simulation, family, chance.fork()).play();
            simulation.settle();
        } catch (Violation violation) {
            throw new Violation(
                    "seed " + seed + " of " + family + ", at " + simulation.nowMillis() + " ms: "
                            + violation.sentence(),
                    "  " + settings + System.lineSeparator()
                            + "  again: -Dsim.family=" + family + " -Dsim.seed=" + seed + System.lineSeparator()
                            + simulation.traceText(),
                    violation);
        }
        return simulation.statistics();
    }
}
