package dev.gamecluster.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.ClientRuntime;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.GameClient;
import dev.gamecluster.client.RegistryEndpoints;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.e2e.process.ProcessCluster;
import dev.gamecluster.e2e.process.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A slave joins a large world while writes go on: how long it takes, and what the master and the writers notice. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = "A slave joins a large world while writes go on: how long it takes, what others notice.")
public final class JoinMain implements Callable<Integer> {
    private static final String JOINER = "demo-2";
    private static final int CLIENTS = 100;

    @Option(names = "--users", defaultValue = "100000", description = "size of the world; default ${DEFAULT-VALUE}")
    private int users;

    @Option(names = "--rate", defaultValue = "5000", description = "writes per second; default ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--times", defaultValue = "5", description = "how often the slave joins; default ${DEFAULT-VALUE}")
    private int times;

    @Option(names = "--port-base", defaultValue = "25550", description = "default ${DEFAULT-VALUE}")
    private int portBase;

    @Option(names = "--http-port", defaultValue = "28080", description = "default ${DEFAULT-VALUE}")
    private int httpPort;

    private final ConcurrentHistogram latencyMicros = new ConcurrentHistogram(3);
    private final AtomicInteger failed = new AtomicInteger();

    public static void main(String... arguments) {
        System.exit(new CommandLine(new JoinMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        Map<String, String> settings = Map.of("GAMECLUSTER_WORLD_START_AREA", "-1000,-1000,1000,1000");
        try (ProcessCluster cluster = new ProcessCluster(Programs.find(), 2, portBase, httpPort, settings);
                ClusterWatch watch = new ClusterWatch(cluster)) {
            say("logs in %s", cluster.folder());
            cluster.startExcept(JOINER);
            watch.awaitComplete(1, 60);
            long before = System.nanoTime();
            Population.settle(endpoints(watch), 1_000_000, users);
            say("%d users in %.1f s", users, (System.nanoTime() - before) / 1e9);
            return underLoad(cluster, watch);
        }
    }

    private static List<String> endpoints(ClusterWatch watch) {
        List<String> endpoints = new ArrayList<>();
        for (JsonNode node : watch.view().orElseThrow().path("nodes")) {
            if (node.path("role").asText().equals("slave")) {
                endpoints.add(node.path("endpoint").asText());
            }
        }
        return endpoints;
    }

    private int underLoad(ProcessCluster cluster, ClusterWatch watch) {
        ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
        try (ClientRuntime runtime = new ClientRuntime();
                RegistryEndpoints endpoints = new RegistryEndpoints(
                        List.of(cluster.registryUri()), ClusterName.parse(ProcessCluster.CLUSTER))) {
            List<GameClient> clients = new ArrayList<>();
            for (int user = 1; user <= CLIENTS; user++) {
                GameClient client = new GameClient(runtime, endpoints, ClientOptions.DEFAULT, event -> {});
                client.login(user).orTimeout(20, TimeUnit.SECONDS).join();
                clients.add(client);
            }
            int[] next = {0};
            long periodNanos = (long) (1e9 / rate);
            schedule.scheduleAtFixedRate(
                    () -> write(clients.get(next[0]++ % CLIENTS)), 0, periodNanos, TimeUnit.NANOSECONDS);
            settled("before", watch);
            boolean same = true;
            for (int i = 1; i <= times; i++) {
                same &= join(i, cluster, watch);
            }
            schedule.shutdownNow();
            clients.forEach(GameClient::close);
            say("writes that failed: %d", failed.get());
            return same && failed.get() == 0 ? 0 : 1;
        }
    }

    private void write(GameClient client) {
        long sentNanos = System.nanoTime();
        client.setVelocity(1, 0).whenComplete((answer, problem) -> {
            if (problem != null) {
                failed.incrementAndGet();
            }
            latencyMicros.recordValue((System.nanoTime() - sentNanos) / 1_000);
        });
    }

    private void settled(String when, ClusterWatch watch) {
        latencyMicros.reset();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(11));
        report(when, watch);
    }

    private void report(String when, ClusterWatch watch) {
        Histogram now = latencyMicros.copy();
        say(
                "%-8s writes/s over %d writes: p50 %.1f ms, p99 %.1f ms, max %.1f ms; longest cycle of the master %.1f ms",
                when,
                now.getTotalCount(),
                now.getValueAtPercentile(50) / 1e3,
                now.getValueAtPercentile(99) / 1e3,
                now.getMaxValue() / 1e3,
                1e3 * watch.metric(watch.master(), "gamecluster_node_cycle_longest_seconds"));
    }

    private boolean join(int number, ProcessCluster cluster, ClusterWatch watch) {
        latencyMicros.reset();
        long startedNanos = System.nanoTime();
        cluster.node(JOINER).start();
        ClusterWatch.await(JOINER + " heard of", 60, () -> isInState(watch, "joining") || isInState(watch, "live"));
        long heardNanos = System.nanoTime();
        ClusterWatch.await(JOINER + " live", 60, () -> isInState(watch, "live"));
        long liveNanos = System.nanoTime();
        String master = watch.master();
        ClusterWatch.await(JOINER + " with the state of " + master, 30, () -> watch.haveSameHash(JOINER, master));
        say(
                "join %d: live %.2f s after it was heard of (%.2f s after its process was started), same state hash",
                number, (liveNanos - heardNanos) / 1e9, (liveNanos - startedNanos) / 1e9);
        report("during", watch);
        boolean same = watch.haveSameHash(JOINER, master) || watch.isComplete(2);
        cluster.node(JOINER).kill();
        ClusterWatch.await(JOINER + " gone", 30, () -> !isInState(watch, "live"));
        settled("after", watch);
        return same;
    }

    private static boolean isInState(ClusterWatch watch, String state) {
        for (JsonNode node : watch.view().map(view -> view.path("nodes")).orElseThrow()) {
            if (node.path("name").asText().equals(JOINER)
                    && node.path("state").asText().equals(state)) {
                return true;
            }
        }
        return false;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
