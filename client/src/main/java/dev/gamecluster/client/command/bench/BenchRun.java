package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.Reach;
import dev.gamecluster.client.RegistryEndpoints;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.bench.load.LoadRun;
import dev.gamecluster.client.command.bench.load.Measurement;
import dev.gamecluster.client.command.bench.load.Progress;
import dev.gamecluster.client.command.bench.load.Scenario;
import dev.gamecluster.client.command.bench.result.Baseline;
import dev.gamecluster.client.command.bench.result.BenchResult;
import dev.gamecluster.client.command.bench.result.Machine;
import dev.gamecluster.client.command.bench.result.Mark;
import dev.gamecluster.client.command.bench.result.NodeSample;
import dev.gamecluster.client.command.bench.result.Setup;
import dev.gamecluster.client.command.local.LocalCluster;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** One run: starts what has to be started, makes the load, does to the cluster what the scenario says, and puts the result together. */
final class BenchRun {
    private static final Path LOGS = Path.of(".gamecluster", "bench");
    /** So that runs do not meet each other's users, nor those of bots. */
    private static final long USERS_OF_ONE_RUN = 1_000_000;

    private static final double BUSY_MACHINE = 0.5;

    private final BenchPlan plan;
    private final BenchDisplay display;
    private final List<String> warnings = new ArrayList<>();
    private volatile LoadRun load;
    private volatile LocalCluster local;
    private volatile boolean stopped;
    private FaultTimer faults;

    BenchRun(BenchPlan plan, BenchDisplay display) {
        this.plan = plan;
        this.display = display;
    }

    /** Any thread: ends the measurement; {@link #run} returns soon, with what there is. */
    void stop() {
        stopped = true;
        LoadRun running = load;
        if (running != null) {
            running.stop();
        }
        LocalCluster cluster = local;
        if (running == null && cluster != null) {
            cluster.close();
        }
    }

    /** @throws CommandFailed when nothing could be measured */
    BenchResult run() {
        Machine machine = MachineFacts.now();
        if (machine.loadAverageBefore() > BUSY_MACHINE * machine.cpus()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the machine was busy with other things before: load average %.1f on %d CPUs",
                    machine.loadAverageBefore(),
                    machine.cpus()));
        }
        MachineFacts.requireDescriptors(plan.scenario().clients());
        if (plan.redis()) {
            RedisServer.requireInstalled();
        }
        return switch (plan.target()) {
            case Target.Local target -> withLocalCluster(machine, target);
            case Target.Running target -> withRegistry(machine, target.registries(), target.cluster(), target.reach());
            case Target.Server target -> measured(machine, EndpointSource.fixed(target.endpoint()), null);
        };
    }

    private BenchResult withLocalCluster(Machine machine, Target.Local target) {
        double half = plan.scenario().areaSide() / 2;
        String area = -half + "," + -half + "," + half + "," + half;
        try (LocalCluster cluster = new LocalCluster(target.slaves(), area, LOGS, display::tell)) {
            local = cluster;
            display.tell("starting a " + target.text());
            cluster.start();
            return withRegistry(machine, List.of(cluster.registry()), cluster.name(), Reach.INSIDE);
        }
    }

    private BenchResult withRegistry(Machine machine, List<URI> registries, ClusterName cluster, Reach reach) {
        try (RegistryEndpoints endpoints = new RegistryEndpoints(registries, cluster, reach);
                ClusterWatch watch = new ClusterWatch(registries, cluster)) {
            watch.start();
            return measured(machine, endpoints, watch);
        }
    }

    private BenchResult measured(Machine machine, EndpointSource endpoints, ClusterWatch watch) {
        Scenario scenario = plan.scenario();
        if (!scenario.isOpenLoop()) {
            warnings.add(
                    "closed loop: a request is sent when an earlier one was answered, so latencies are not corrected for"
                            + " requests that a slow server kept from being sent");
        }
        faults = new FaultTimer(scenario.faults(), fault -> inflict(watch));
        load = LoadRun.ofGame(scenario, plan.seed(), firstUser(), endpoints, this::progressed);
        if (stopped) {
            throw new CommandFailed("stopped before anything was measured");
        }
        Measurement measurement = load.run();
        faults.close();
        if (measurement.beginNanos() == 0) {
            throw new CommandFailed(
                    stopped
                            ? "stopped before anything was measured"
                            : "nothing was measured: " + String.join("; ", measurement.warnings()));
        }
        warnings.addAll(measurement.warnings());
        double seconds = measurement.summary().measuredSeconds();
        List<Mark> marks = watch == null ? List.of() : watch.marks(measurement.beginNanos(), seconds);
        List<NodeSample> nodes = watch == null ? List.of() : watch.samples(measurement.beginNanos(), seconds);
        return checked(machine, measurement, marks, nodes, baseline(measurement));
    }

    private void progressed(Progress progress) {
        faults.progressed(progress);
        display.show(plan.scenario().name(), plan.scenario(), progress);
    }

    private void inflict(ClusterWatch watch) {
        try {
            String master = local.killMaster();
            watch.note("fault", "kill -9 of the master " + master);
            display.tell("kill -9 of the master " + master);
        } catch (CommandFailed e) {
            display.tell("the master could not be killed: " + e.getMessage());
        }
    }

    private Baseline baseline(Measurement measurement) {
        if (!plan.redis() || stopped) {
            return null;
        }
        if (local != null) {
            local.close(); // it has no part in what redis-server can do
        }
        display.tell("the same against redis-server");
        return Baselines.redis(
                plan.scenario(),
                plan.seed(),
                measurement.summary().answeredPerSecond(),
                (scenario, progress) -> display.show("redis-server", scenario, progress),
                warnings);
    }

    private BenchResult checked(
            Machine machine, Measurement measurement, List<Mark> marks, List<NodeSample> nodes, Baseline baseline) {
        long agoNanos = System.nanoTime() - measurement.beginNanos();
        String version = BenchRun.class.getPackage().getImplementationVersion();
        BenchResult unchecked = new BenchResult(
                version == null ? "(not packaged)" : version,
                Instant.now().minusNanos(agoNanos).toString(),
                machine,
                setup(),
                measurement.summary(),
                measurement.timeline(),
                marks,
                measurement.curves(),
                nodes,
                baseline,
                List.of(),
                warnings);
        return unchecked.withChecks(plan.assertions().stream()
                .map(assertion -> assertion.check(unchecked))
                .toList());
    }

    private Setup setup() {
        Scenario scenario = plan.scenario();
        return new Setup(
                scenario.name(),
                scenario.description(),
                plan.target().text(),
                scenario.clients(),
                scenario.clients(),
                scenario.ratePerSecond(),
                scenario.inFlight(),
                scenario.warmUpSeconds(),
                scenario.durationSeconds(),
                plan.seed(),
                plan.commandLine(),
                scenario.text());
    }

    private static long firstUser() {
        return USERS_OF_ONE_RUN * ThreadLocalRandom.current().nextLong(1, USERS_OF_ONE_RUN);
    }
}
