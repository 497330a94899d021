package dev.gamecluster.e2e.simulation;

import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.protocol.node.Role;
import dev.gamecluster.registry.core.DirectorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One run: a registry, nodes and clients, and what can be done to them. Time passes only in {@link #run}, {@link #runUntil} and what is
 * built on them. Every broken invariant is a {@link Violation}.
 */
public final class Simulation {
    private static final double AREA_METRES = 5;
    private static final long POLL_MILLIS = 10;
    static final long BOOT_MILLIS = 10_000;
    static final long RECOVERY_MILLIS = 20_000;

    private final EventQueue queue = new EventQueue();
    private final Chance chance;
    private final Network network;
    private final Trace trace;
    private final Statistics statistics = new Statistics();
    private final Invariants invariants;
    private final SimulationSettings settings;
    private final SimulatedRegistry registry;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final Health health;
    private boolean writing;
    private boolean roaming;

    public Simulation(SimulationSettings settings) {
        this(settings, new Chance(settings.seed()), 160);
    }

    Simulation(SimulationSettings settings, Chance chance, int traceLines) {
        this.settings = settings;
        this.chance = chance;
        this.trace = new Trace(queue, traceLines);
        this.network = new Network(queue, chance.fork(), settings.slowPairs());
        this.invariants = new Invariants(settings.strong(), trace, statistics);
        DirectorSettings director = DirectorSettings.defaults().withConfiguredSlaves(settings.configuredSlaves());
        this.registry = new SimulatedRegistry(network, director, settings.durableFence(), trace, statistics);
        network.place(registry);
        NodeSettings node = NodeSettings.defaults()
                .withStartArea(-AREA_METRES, -AREA_METRES, AREA_METRES, AREA_METRES)
                .withRingBytes(settings.ringBytes());
        for (int i = 0; i <= settings.slaves(); i++) {
            SimulatedNode one = new SimulatedNode(
                    "node-" + i, 1 + i, network, node, invariants, trace, statistics, settings.feedLoss());
            network.place(one);
            nodes.add(one);
        }
        for (int i = 0; i < settings.clients() + settings.roamers(); i++) {
            clients.add(new SimulatedClient(this, i, i >= settings.clients()));
        }
        this.health = new Health(registry, nodes, network);
        statistics.runs = 1;
    }

    // ---- what the parts need ---------------------------------------------------------------------------------------

    Network network() {
        return network;
    }

    Trace trace() {
        return trace;
    }

    Invariants invariants() {
        return invariants;
    }

    SimulatedRegistry registry() {
        return registry;
    }

    Chance chance() {
        return chance;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    List<SimulatedClient> clients() {
        return clients;
    }

    SimulatedNode anyNode() {
        return network.chance().of(nodes);
    }

    boolean isStrong() {
        return settings.strong();
    }

    boolean mayWrite() {
        return writing;
    }

    boolean mayRoam() {
        return roaming;
    }

    /** Clients stay, unless told otherwise. */
    void forbidRoaming() {
        roaming = false;
    }

    public Statistics statistics() {
        statistics.events = queue.executed();
        statistics.messages = network.messages();
        statistics.simulatedMillis = queue.nowNanos() / Chance.MILLI;
        return statistics;
    }

    public long nowMillis() {
        return queue.nowNanos() / Chance.MILLI;
    }

    /** The last events, for a report. */
    public String traceText() {
        return trace.toString();
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    public void run(long millis) {
        queue.runUntil(queue.nowNanos() + millis * Chance.MILLI);
    }

    /** @throws Violation when it does not come true within {@code limitMillis} */
    public void runUntil(BooleanSupplier condition, long limitMillis, Supplier<String> otherwise) {
        long limit = queue.nowNanos() + limitMillis * Chance.MILLI;
        while (!condition.getAsBoolean()) {
            if (queue.nowNanos() >= limit) {
                throw new Violation("after " + limitMillis + " ms: " + otherwise.get(), null);
            }
            run(POLL_MILLIS);
        }
    }

    /** Starts everything and waits until all clients play. */
    public void boot() {
        registry.start();
        for (SimulatedNode node : nodes) {
            queue.after(chance.nanos(0, 200), node::start);
        }
        run(201);
        awaitHealth(BOOT_MILLIS);
        runUntil(
                () -> clients.stream().allMatch(SimulatedClient::hasPlayed),
                BOOT_MILLIS,
                () -> "not all clients have logged in: " + clients);
        // also the slave that is furthest behind has seen all logins
        run(500);
        scheduleReset();
        writing = true;
        roaming = true;
    }

    private void scheduleReset() {
        if (settings.resetMillis() > 0) {
            queue.after(chance.exponentialNanos(settings.resetMillis()), () -> {
                network.resetOne();
                scheduleReset();
            });
        }
    }

    /** Waits until every process is well and agrees with the others. */
    public void awaitHealth(long limitMillis) {
        runUntil(
                () -> health.problem() == null, limitMillis, () -> "not healthy: " + health.problem() + "; " + nodes());
    }

    // ---- faults ----------------------------------------------------------------------------------------------------

    /** The node that calls itself master of the highest epoch; null when there is none. */
    SimulatedNode master() {
        SimulatedNode master = null;
        long epoch = -1;
        for (SimulatedNode node : nodes) {
            if (node.isUp()) {
                NodeView view = node.view();
                if (view.role() == Role.MASTER && view.epoch() > epoch) {
                    master = node;
                    epoch = view.epoch();
                }
            }
        }
        return master;
    }

    /** A running node that is not the master. */
    SimulatedNode slave() {
        SimulatedNode master = master();
        List<SimulatedNode> slaves = nodes.stream()
                .filter(node -> node != master && node.isRunning())
                .toList();
        return slaves.isEmpty() ? null : chance.of(slaves);
    }

    void fault(String what, SimulatedProcess process) {
        statistics.faults++;
        trace.add(process.name(), "FAULT", what);
    }

    void crash(SimulatedProcess process) {
        fault("crash", process);
        process.crash();
    }

    void crash(SimulatedProcess process, long forMillis) {
        crash(process);
        queue.after(forMillis * Chance.MILLI, () -> restart(process));
    }

    void restart(SimulatedProcess process) {
        if (!process.isUp()) {
            process.start();
        }
    }

    void pause(SimulatedProcess process, long forMillis) {
        fault("pause " + forMillis + " ms", process);
        process.pause();
        queue.after(forMillis * Chance.MILLI, () -> resume(process));
    }

    void resume(SimulatedProcess process) {
        trace.add(process.name(), "resumes", "");
        process.resume();
    }

    /** Cuts the ways between one process and others, in one or both directions, until healed. */
    void cut(SimulatedProcess process, List<? extends SimulatedProcess> others, boolean out, boolean in) {
        fault(
                "cut from " + others.stream().map(SimulatedProcess::name).toList() + (out ? " out" : "")
                        + (in ? " in" : ""),
                process);
        for (SimulatedProcess other : others) {
            if (out) {
                network.cut(process.address(), other.address());
            }
            if (in) {
                network.cut(other.address(), process.address());
            }
        }
    }

    void healCuts() {
        trace.add("network", "heals", "");
        network.heal();
    }

    void after(long millis, Runnable action) {
        queue.after(millis * Chance.MILLI, action);
    }

    /** Registry and all nodes. */
    List<SimulatedProcess> processes() {
        List<SimulatedProcess> all = new ArrayList<>(nodes);
        all.add(registry);
        return all;
    }

    // ---- the end ---------------------------------------------------------------------------------------------------

    /** Ends all faults, waits until everybody is well and every write is answered, and checks the books. */
    public void settle() {
        healCuts();
        for (SimulatedProcess process : processes()) {
            process.resume();
            restart(process);
        }
        roaming = false;
        awaitHealth(RECOVERY_MILLIS);
        run(500);
        long before = statistics.writesAcknowledged;
        runUntil(
                () -> statistics.writesAcknowledged > before + clients.size(),
                RECOVERY_MILLIS,
                () -> "all is well, but nobody can write: " + clients);
        writing = false;
        clients.forEach(SimulatedClient::comeBack);
        runUntil(
                () -> clients.stream().allMatch(client -> client.ledger().unansweredCount() == 0),
                RECOVERY_MILLIS,
                () -> "writes are not answered: " + clients);
        run(300);
        awaitHealth(RECOVERY_MILLIS);
        nodes.forEach(invariants::verify);
        if (settings.strong()) {
            new Books(clients, invariants.log()).check(master());
        }
    }
}
