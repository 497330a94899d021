package dev.gamecluster.e2e.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who can reach whom, and how long it takes. Addresses are small numbers. Each directed pair has a latency of its own: most are
 * fast, some are slow, all have a tail.
 */
final class Network {
    private record Pair(int from, int to) {}

    private final EventQueue queue;
    private final Chance chance;
    private final double slowPairs;
    private final Map<Integer, SimulatedProcess> processes = new HashMap<>();
    private final Map<Pair, Double> baseMillis = new HashMap<>();
    private final Set<Pair> cuts = new HashSet<>();
    private final Set<Direction<?>> directions = new LinkedHashSet<>();
    private final Set<Wire> wires = new LinkedHashSet<>();
    private long lastRoute;
    private long messages;

    /** @param slowPairs share of the directed pairs that are slow */
    Network(EventQueue queue, Chance chance, double slowPairs) {
        this.queue = queue;
        this.chance = chance;
        this.slowPairs = slowPairs;
    }

    EventQueue queue() {
        return queue;
    }

    Chance chance() {
        return chance;
    }

    void place(SimulatedProcess process) {
        processes.put(process.address(), process);
    }

    /** The process that listens at the address, whether it runs or not. */
    SimulatedProcess at(int address) {
        return processes.get(address);
    }

    long nextRoute() {
        return ++lastRoute;
    }

    void countMessage() {
        messages++;
    }

    long messages() {
        return messages;
    }

    long latencyNanos(int from, int to) {
        double base = baseMillis.computeIfAbsent(
                new Pair(from, to), pair -> chance.is(slowPairs) ? chance.uniform(5, 40) : chance.uniform(0.03, 0.8));
        long tail = chance.is(0.002) ? chance.nanos(5, 80) : 0;
        return (long) (base * Chance.MILLI) + chance.exponentialNanos(base / 3) + tail;
    }

    // ---- cuts ------------------------------------------------------------------------------------------------------

    boolean isCut(int from, int to) {
        return !cuts.isEmpty() && cuts.contains(new Pair(from, to));
    }

    boolean anyCut() {
        return !cuts.isEmpty();
    }

    void cut(int from, int to) {
        cuts.add(new Pair(from, to));
    }

    /** Everything can reach everything again; some connections do not survive it. */
    void heal() {
        Set<Pair> healed = Set.copyOf(cuts);
        cuts.clear();
        for (Wire wire : List.copyOf(wires)) {
            boolean touched = healed.contains(new Pair(wire.from(), wire.to()))
                    || healed.contains(new Pair(wire.to(), wire.from()));
            if (touched && chance.is(0.4)) {
                wire.reset();
            }
        }
        for (Direction<?> direction : List.copyOf(directions)) {
            if (healed.contains(new Pair(direction.from, direction.to))) {
                queue.after(latencyNanos(direction.from, direction.to), direction::arrive);
            }
        }
    }

    // ---- connections -----------------------------------------------------------------------------------------------

    void register(Direction<?> direction) {
        directions.add(direction);
    }

    void unregister(Direction<?> direction) {
        directions.remove(direction);
    }

    void register(Wire wire) {
        wires.add(wire);
    }

    void unregister(Wire wire) {
        wires.remove(wire);
    }

    /** The process at this address is gone: connections to it break. */
    void breakConnectionsTo(int address) {
        for (Wire wire : wiresTo(address)) {
            wire.reset();
        }
    }

    /** One connection between processes loses what is on the way and is made anew. */
    void resetOne() {
        if (!wires.isEmpty()) {
            chance.of(new ArrayList<>(wires)).reset();
        }
    }

    private List<Wire> wiresTo(int address) {
        List<Wire> found = new ArrayList<>();
        for (Wire wire : wires) {
            if (wire.to() == address) {
                found.add(wire);
            }
        }
        return found;
    }
}
