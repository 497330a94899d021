package dev.gamecluster.e2e.chaos;

import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.e2e.process.ProcessCluster;
import dev.gamecluster.e2e.process.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does one fault many times to a cluster of real processes under write load, and says what came of it. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description =
                "Faults on real processes under write load: what is lost, what is doubled, how long clients wait.")
public final class ChaosMain implements Callable<Integer> {
    @Option(names = "--fault", split = ",", description = "${COMPLETION-CANDIDATES}; default: all of them")
    private List<Fault> faults = List.of(Fault.values());

    @Option(names = "--times", defaultValue = "30", description = "how often each; default ${DEFAULT-VALUE}")
    private int times;

    @Option(names = "--clients", defaultValue = "40", description = "default ${DEFAULT-VALUE}")
    private int clients;

    @Option(
            names = "--rate",
            defaultValue = "20",
            description = "writes per second of each client; default ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--slaves", defaultValue = "2", description = "default ${DEFAULT-VALUE}")
    private int slaves;

    @Option(names = "--port-base", defaultValue = "25550", description = "default ${DEFAULT-VALUE}")
    private int portBase;

    @Option(names = "--http-port", defaultValue = "28080", description = "default ${DEFAULT-VALUE}")
    private int httpPort;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new ChaosMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() {
        boolean clean = true;
        for (Fault fault : faults) {
            clean &= run(fault);
        }
        say(clean ? "\nall promises kept" : "\nA PROMISE WAS BROKEN, see above");
        return clean ? 0 : 1;
    }

    private boolean run(Fault fault) {
        say(
                "\n%s, %d times, %d slaves, %d clients with %.0f writes/s each",
                fault.description(), times, slaves, clients, rate);
        Map<String, String> settings = Map.of("GAMECLUSTER_WORLD_START_AREA", "-10,-10,10,10");
        try (ProcessCluster cluster = new ProcessCluster(Programs.find(), slaves, portBase, httpPort, settings);
                ClusterWatch watch = new ClusterWatch(cluster)) {
            say("logs in %s", cluster.folder());
            cluster.start();
            ClusterWatch.await("a whole cluster", 60, () -> watch.isComplete(slaves));
            try (Load load = new Load(cluster, 1, clients)) {
                load.login();
                load.start(rate);
                return rounds(fault, cluster, watch, load);
            }
        }
    }

    private boolean rounds(Fault fault, ProcessCluster cluster, ClusterWatch watch, Load load) {
        Histogram first = new Histogram(3);
        Histogram last = new Histogram(3);
        List<String> problems = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            Round.Result result = Round.run(fault, cluster, watch, load, slaves);
            first.recordValue(Math.round(Math.max(0, result.firstGapMillis()) * 1_000));
            last.recordValue(Math.round(Math.max(0, result.lastGapMillis()) * 1_000));
            problems.addAll(Round.problems(fault, result));
            say(
                    "%3d  %-7s -> %-7s  first write after %6.1f ms, all clients after %6.1f ms, %d writes acknowledged so far",
                    i,
                    result.from(),
                    result.to(),
                    result.firstGapMillis(),
                    result.lastGapMillis(),
                    load.acknowledged());
        }
        load.stop();
        distribution("gap to the first new acknowledged write", first);
        distribution("gap until every client writes again", last);
        return judge(fault, load, problems);
    }

    private boolean judge(Fault fault, Load load, List<String> problems) {
        Ledger.Verdict verdict = load.verify();
        say(
                "writes: %d acknowledged, %d of unknown outcome, %d refused; acknowledged and lost: %d, applied twice: %d",
                verdict.acknowledged(),
                verdict.unknown(),
                load.refused(),
                verdict.lost().size(),
                verdict.doubled().size());
        say("sessions lost: %d; writes that missed somebody: %d", load.sessionsLost(), load.wrongHits());
        if (!load.firstProblem().isEmpty()) {
            say("first problem a client saw: %s", load.firstProblem());
        }
        verdict.unexplained().forEach(text -> say("unexplained: %s", text));
        problems.forEach(problem -> say("not as promised: %s", problem));
        boolean kept = fault.mayLose() ? verdict.doubled().isEmpty() : verdict.isClean();
        return kept && problems.isEmpty() && load.sessionsLost() == 0 && load.wrongHits() == 0;
    }

    private static void distribution(String what, Histogram micros) {
        say(
                "%s [ms]: min %.1f, p50 %.1f, p90 %.1f, p99 %.1f, max %.1f (%d rounds)",
                what,
                micros.getMinValue() / 1e3,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(90) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                micros.getTotalCount());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
