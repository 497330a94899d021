package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.e2e.chaos.Load;
import dev.gamecluster.e2e.chaos.LoadOptions;
import dev.gamecluster.e2e.process.ClusterWatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Does each fault many times to a GameCluster of the current kubeconfig under write load, and says what came of it. */
@Command(
        name = "chaos-kubernetes",
        mixinStandardHelpOptions = true,
        description = {
            "Faults on a GameCluster of the current kubeconfig under write load: what is lost, what is doubled, how long clients wait,"
                    + " and whether status and Events say the same.",
            "Killing, stopping and cutting off pods needs root on the machine that is the cluster's node. Exit code 1 when a promise"
                    + " was broken."
        })
public final class KubernetesChaosMain implements Callable<Integer> {
    @Option(names = "--fault", split = ",", description = "${COMPLETION-CANDIDATES}; default: all of them")
    private List<KubernetesFault> faults = List.of(KubernetesFault.values());

    @Option(names = "--slaves", defaultValue = "2", description = "of a cluster that is made; default ${DEFAULT-VALUE}")
    private int slaves;

    @Option(
            names = "--cpu",
            defaultValue = "250m",
            description =
                    "of a cluster that is made: CPU that each game server requests, its share when the machine is busy; default"
                            + " ${DEFAULT-VALUE}")
    private String cpu;

    @Option(
            names = "--suspect-after-millis",
            defaultValue = "300",
            description =
                    "of a cluster that is made: failover.suspectAfterMillis; default ${DEFAULT-VALUE}. Raise it on a machine that"
                            + " does other work: false alarms count as broken promises")
    private int suspectAfterMillis;

    @Option(
            names = "--signal-command",
            split = " ",
            paramLabel = "COMMAND",
            description = "called with SIGNAL NAMESPACE POD to send a signal; default: kill, on this machine")
    private List<String> signalCommand = List.of();

    @Option(names = "--keep", description = "do not delete the GameCluster that was made")
    private boolean keep;

    @Mixin
    private LoadOptions options;

    @Mixin
    private KubernetesOptions where;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new KubernetesChaosMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            return on(client, where.registry(client));
        }
    }

    private int on(KubernetesClient client, URI registry) {
        try (ClusterWatch watch = new ClusterWatch(registry, where.cluster().toString(), node -> registry)) {
            LiveCluster cluster = new LiveCluster(client, where.cluster(), watch::view);
            boolean made = !cluster.exists();
            if (made) {
                cluster.apply(manifest());
            }
            try {
                return run(new Scene(
                        cluster,
                        registry,
                        watch,
                        new OperatorDeployment(client, where.operatorNamespace()),
                        new PodProcesses(signalCommand)));
            } finally {
                if (made && !keep) {
                    cluster.delete();
                    cluster.deleteNamespace();
                }
            }
        }
    }

    /** Everybody stands within reach of everybody: each write hits all. */
    private String manifest() {
        return """
                apiVersion: gamecluster.dev/v1alpha1
                kind: GameCluster
                metadata: {name: %s}
                spec:
                  slaves: %d
                  resources: {requests: {cpu: %s, memory: 256Mi}}
                  failover: {suspectAfterMillis: %d}
                  world: {startArea: {min: {x: -10, y: -10}, max: {x: 10, y: 10}}}
                """.formatted(where.cluster().name(), slaves, cpu, suspectAfterMillis);
    }

    private int run(Scene scene) {
        say("GameCluster %s, registry %s", scene.cluster().name(), scene.registry());
        scene.cluster().awaitWhole();
        List<FaultReport> reports = new ArrayList<>();
        for (KubernetesFault fault : faults) {
            if (fault.needsDeployment() && !scene.operator().exists()) {
                say("\n%s: left out, the operator is no Deployment here", fault.description());
                continue;
            }
            reports.add(rounds(fault, scene));
        }
        return print(reports);
    }

    private FaultReport rounds(KubernetesFault fault, Scene scene) {
        say(
                "\n%s, %d times, %d clients with %.0f writes/s each",
                fault.description(), options.times(), options.clients(), options.rate());
        FaultReport report = new FaultReport(fault);
        // Users that nobody was before: balances begin at 0.
        long firstUser = System.currentTimeMillis() * 1_000;
        try (Load load = new Load(scene.registry(), scene.cluster().name(), firstUser, options.clients())) {
            load.login();
            load.start(options.rate());
            for (int i = 1; i <= options.times(); i++) {
                KubernetesRound.Result result = KubernetesRound.run(fault, scene, load);
                report.add(result);
                tell(i, result);
            }
            load.stop();
            report.close(load);
            load.logout();
        } catch (IllegalStateException late) {
            say("     %s", late.getMessage());
            report.failed(late);
        }
        return report;
    }

    private static void tell(int number, KubernetesRound.Result result) {
        say(
                "%3d  %-8s -> %-8s  first write after %6.1f ms, all clients after %6.1f ms, silence %6.1f ms (at %.0f ms), longest wait %6.1f ms; status: %s",
                number,
                result.from(),
                result.to(),
                result.firstGapMillis(),
                result.lastGapMillis(),
                result.longestSilenceMillis(),
                result.silenceBeginMillis(),
                result.longestWaitMillis(),
                result.told()
                        .map(last ->
                                last.reason() + ", " + last.durationMillis() + " ms, lost " + last.lostMillis() + " ms")
                        .orElse("nothing moved"));
        result.problems().forEach(problem -> say("     %s", problem));
    }

    private static int print(List<FaultReport> reports) {
        say("\n%s", FaultReport.TITLE);
        reports.forEach(report -> say("%s", report.line()));
        say("%s", FaultReport.LEGEND);
        for (FaultReport report : reports) {
            report.problems().forEach(problem -> say("not as promised: %s: %s", report.fault(), problem));
        }
        boolean kept = reports.stream().allMatch(report -> report.problems().isEmpty());
        say(kept ? "\nall promises kept" : "\nA PROMISE WAS BROKEN, see above");
        return kept ? 0 : 1;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
