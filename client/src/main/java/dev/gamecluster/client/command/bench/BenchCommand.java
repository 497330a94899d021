package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.NodeEndpoint;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.LiveBlock;
import dev.gamecluster.client.command.ReachOption;
import dev.gamecluster.client.command.RegistryOptions;
import dev.gamecluster.client.command.Streams;
import dev.gamecluster.client.command.bench.load.Scenario;
import dev.gamecluster.client.command.bench.report.HtmlReport;
import dev.gamecluster.client.command.bench.report.JsonReport;
import dev.gamecluster.client.command.bench.report.TextReport;
import dev.gamecluster.client.command.bench.result.BenchResult;
import dev.gamecluster.client.command.bench.result.Check;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gamecluster bench}. */
@Command(
        name = "bench",
        description = {
            "Makes load on a cluster and measures it. Open loop: a schedule decides when a request is due, and its latency counts"
                    + " from then, so that a server that stalls cannot hide it.",
            "Scenarios: walkers, battle, query-heavy, login-storm, reconnect-storm, mix, ten-thousand (open loop), pipelined, ping"
                    + " (closed loop), or the path of a YAML file."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Thresholds:   --assert 'write.p99<=50ms' --assert 'failed==0' --assert 'baseline.ratio>=0.5'",
            "              query, write, aoe, login, ping, all with mean, p50, p90, p99, p999, max, count, per_second; due, sent,",
            "              answered, answered_per_second, failed, unanswered, reconnects, sessions_lost, redirects, lag.max, ...",
            "Exit codes:   0 done, 1 failed or a threshold was not met, 2 wrong usage"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int REPORT_SECONDS = 20;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SCENARIO", description = "Name or file. Default: mix")
    String scenario;

    @Option(names = "--scenario", paramLabel = "NAME|FILE", description = "The same.")
    String scenarioOption;

    @Mixin
    ScenarioOptions changes;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the schedule. Default: 1")
    long seed;

    @Mixin
    RegistryOptions registry;

    @Mixin
    ReachOption reach;

    @Option(
            names = "--server",
            paramLabel = "tcp://HOST:PORT",
            description = "Measure this game server, without a registry.")
    String server;

    @Option(
            names = "--local",
            description = "Start a fresh registry, master and slaves on this machine, and stop them at the end.")
    boolean local;

    @Option(names = "--assert", paramLabel = "EXPRESSION", description = "A threshold, see below; may be repeated.")
    List<String> assertions = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.json and report.html, one page with plots, into this folder.")
    Path report;

    @Option(
            names = "--baseline",
            paramLabel = "redis",
            description = "Measure PING on a redis-server, too, in the same way and with as many connections.")
    String baseline;

    @Override
    public Integer call() {
        BenchPlan plan = plan();
        prepare(plan.report());
        PrintWriter out = spec.commandLine().getOut();
        try (Terminal terminal = terminal()) {
            LiveBlock block = terminal == null ? null : new LiveBlock(out, terminal::getWidth, terminal::getHeight);
            BenchDisplay display = new BenchDisplay(out, block);
            return untilStopped(new BenchRun(plan, display), display, plan, out);
        } catch (IOException e) {
            throw new CommandFailed("the terminal cannot be used: " + e.getMessage());
        }
    }

    /** The process has been told to end: what was measured is still reported, and the exit code is that of the run. */
    private static int untilStopped(BenchRun run, BenchDisplay display, BenchPlan plan, PrintWriter out) {
        CountDownLatch ended = new CountDownLatch(1);
        int[] code = {1};
        Thread hook = new Thread(() -> endProcess(run, ended, code), "stop-bench");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            BenchResult result = run.run();
            display.end();
            code[0] = publish(result, plan.report(), out);
        } finally {
            ended.countDown();
            removeHook(hook);
        }
        return code[0];
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // the hook ends the process as soon as everything is said
        }
    }

    private static void endProcess(BenchRun run, CountDownLatch ended, int[] code) {
        run.stop();
        try {
            boolean told = ended.await(REPORT_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(told ? code[0] : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int publish(BenchResult result, Path folder, PrintWriter out) {
        out.println(TextReport.text(result));
        if (folder != null) {
            try {
                JsonReport.write(result, folder.resolve("report.json"));
                HtmlReport.write(result, folder.resolve("report.html"));
                out.println("report: "
                        + folder.resolve("report.html").toAbsolutePath().normalize());
            } catch (IOException e) {
                throw new CommandFailed("the report cannot be written to " + folder + ": " + e.getMessage());
            }
        }
        out.flush();
        return result.checks().stream().allMatch(Check::passed) ? 0 : 1;
    }

    private static Terminal terminal() throws IOException {
        return Streams.outputIsTerminal()
                ? TerminalBuilder.builder().system(true).nativeSignals(false).build()
                : null;
    }

    /** Before the run rather than after it: a report that cannot be written would be a run for nothing. */
    private static void prepare(Path folder) {
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new CommandFailed("the folder " + folder + " cannot be made: " + e.getMessage());
        }
    }

    // ---- what was asked for ----------------------------------------------------------------------------------------

    private BenchPlan plan() {
        try {
            if (scenario != null && scenarioOption != null) {
                throw new IllegalArgumentException(
                        "two scenarios, '" + scenario + "' and '" + scenarioOption + "': expected one");
            }
            String name = scenario != null ? scenario : scenarioOption != null ? scenarioOption : "mix";
            Scenario changed = changes.applyTo(Scenarios.find(name));
            if (baseline != null && !baseline.equals("redis")) {
                throw new IllegalArgumentException("--baseline '" + baseline + "' is not allowed: expected redis");
            }
            return new BenchPlan(
                    changed,
                    seed,
                    target(changed),
                    assertions.stream().map(Assertion::parse).toList(),
                    report,
                    baseline != null,
                    "gamecluster "
                            + String.join(
                                    " ",
                                    spec.root().commandLine().getParseResult().originalArgs()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Target target(Scenario changed) {
        if (local && server != null) {
            throw new IllegalArgumentException("--local and --server together are not allowed: expected one of them");
        }
        if (!changed.faults().isEmpty() && !local) {
            throw new IllegalArgumentException("scenario " + changed.name()
                    + " kills a master, which is allowed for a cluster of its own only: expected --local");
        }
        if (changes.changesSlaves() && !local) {
            throw new IllegalArgumentException("--slaves is not allowed without --local");
        }
        if (local) {
            return new Target.Local(changed.slaves());
        }
        return server == null
                ? new Target.Running(registry.registries(), registry.cluster(), reach.reach())
                : new Target.Server(new NodeEndpoint(server, server).endpoint());
    }
}
