package dev.gamecluster.e2e.chaos;

import dev.gamecluster.client.ClusterName;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.e2e.process.ProcessCluster;
import dev.gamecluster.e2e.process.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private LoadOptions options;

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
                fault.description(), options.times(), slaves, options.clients(), options.rate());
        Map<String, String> settings = Map.of("GAMECLUSTER_WORLD_START_AREA", "-10,-10,10,10");
        try (ProcessCluster cluster = new ProcessCluster(Programs.find(), slaves, portBase, httpPort, settings);
                ClusterWatch watch = new ClusterWatch(cluster)) {
            say("logs in %s", cluster.folder());
            cluster.start();
            watch.awaitComplete(slaves, 60);
            try (Load load =
                    new Load(cluster.registryUri(), ClusterName.parse(ProcessCluster.CLUSTER), 1, options.clients())) {
                load.login();
                load.start(options.rate());
                return rounds(fault, cluster, watch, load);
            }
        }
    }

    private boolean rounds(Fault fault, ProcessCluster cluster, ClusterWatch watch, Load load) {
        Distribution first = new Distribution("gap to the first new acknowledged write");
        Distribution last = new Distribution("gap until every client writes again");
        List<String> problems = new ArrayList<>();
        for (int i = 1; i <= options.times(); i++) {
            Round.Result result = Round.run(fault, cluster, watch, load, slaves);
            first.record(result.firstGapMillis());
            last.record(result.lastGapMillis());
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
        say("%s", first);
        say("%s", last);
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

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
