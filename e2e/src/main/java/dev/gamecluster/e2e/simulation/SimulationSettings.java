package dev.gamecluster.e2e.simulation;

import java.util.OptionalInt;

/**
 * What one run is like.
 *
 * @param strong at most one process is dead or cut off at a time, so nothing acknowledged may be lost
 * @param slaves slaves besides the master
 * @param clients clients that stay
 * @param roamers clients that also log out and fall silent
 * @param slowPairs share of the directed pairs of processes with a slow connection
 * @param feedLoss share of the deltas that the feed loses
 * @param resetMillis mean time between two broken connections, 0: never
 * @param durableFence reigns are written to a store that survives the registry
 * @param configuredSlaves what the registry was told
 * @param ringBytes how much of the recent log a node keeps for others
 */
public record SimulationSettings(
        long seed,
        boolean strong,
        int slaves,
        int clients,
        int roamers,
        double slowPairs,
        double feedLoss,
        int resetMillis,
        boolean durableFence,
        OptionalInt configuredSlaves,
        long ringBytes) {

    /** A calm network; a master with some slaves and clients. */
    public static SimulationSettings of(long seed, int slaves, int clients) {
        return new SimulationSettings(
                seed, true, slaves, clients, 0, 0, 0, 0, false, OptionalInt.of(slaves), 64L << 20);
    }

    public SimulationSettings weak() {
        return new SimulationSettings(
                seed,
                false,
                slaves,
                clients,
                roamers,
                slowPairs,
                feedLoss,
                resetMillis,
                durableFence,
                configuredSlaves,
                ringBytes);
    }

    public SimulationSettings withRingBytes(long bytes) {
        return new SimulationSettings(
                seed,
                strong,
                slaves,
                clients,
                roamers,
                slowPairs,
                feedLoss,
                resetMillis,
                durableFence,
                configuredSlaves,
                bytes);
    }

    /** Everything drawn from the seed. */
    static SimulationSettings drawn(long seed, Family family, Chance chance) {
        int slaves = family == Family.ONE_FAULT || family == Family.ROAMING
                ? chance.integer(1, 3)
                : chance.integer(family == Family.CALM ? 0 : 1, 3);
        boolean rough = chance.is(0.6);
        return new SimulationSettings(
                seed,
                family.isStrong(),
                slaves,
                chance.integer(2, 5),
                family == Family.ROAMING ? chance.integer(2, 4) : chance.integer(0, 2),
                chance.is(0.5) ? chance.uniform(0, 0.25) : 0,
                rough ? chance.uniform(0, 0.05) : 0,
                rough ? chance.integer(200, 3_000) : 0,
                family == Family.CHAOS || chance.is(0.5),
                chance.is(0.5) ? OptionalInt.of(slaves) : OptionalInt.empty(),
                chance.is(0.5) ? 64L << 20 : chance.integer(5, 200) * 1_000L);
    }
}
