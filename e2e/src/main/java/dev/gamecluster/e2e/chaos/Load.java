package dev.gamecluster.e2e.chaos;

import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.ClientRuntime;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.RegistryEndpoints;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.protocol.client.UserList;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A number of writers that write on a schedule of their own, and what becomes of them. */
public final class Load implements AutoCloseable {
    private final ClientRuntime runtime = new ClientRuntime();
    private final RegistryEndpoints endpoints;
    private final Ledger ledger = new Ledger();
    private final Silence silence = new Silence();
    private final List<Writer> writers = new ArrayList<>();
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    /**
     * @param registry base address of the registry's HTTP API
     * @param firstUser the writers are this user and those after it
     */
    public Load(URI registry, ClusterName cluster, long firstUser, int users) {
        endpoints = new RegistryEndpoints(List.of(registry), cluster);
        ClientOptions options = ClientOptions.DEFAULT.withGiveUpAfterMillis(60_000);
        for (long user = firstUser; user < firstUser + users; user++) {
            writers.add(new Writer(user, users, runtime, endpoints, options, ledger, silence));
        }
    }

    public void login() {
        writers.forEach(writer -> writer.login().orTimeout(30, TimeUnit.SECONDS).join());
    }

    /** Starts to write: each writer so often, evenly spread over time. */
    public void start(double writesPerSecondEach) {
        long periodNanos = (long) (1e9 / (writesPerSecondEach * writers.size()));
        int[] next = {0};
        schedule.scheduleAtFixedRate(
                () -> writers.get(next[0]++ % writers.size()).write(), 0, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** Stops writing and waits until every write has an outcome. */
    public void stop() {
        schedule.shutdown();
        ClusterWatch.await(
                "an outcome for every write", 70, () -> writers.stream().allMatch(writer -> writer.outstanding() == 0));
    }

    public void logout() {
        writers.forEach(
                writer -> writer.logout().orTimeout(30, TimeUnit.SECONDS).join());
    }

    /** From now on answers to writes made at {@code nanos} or later are looked for, and waits are measured anew. */
    public void expectFault(long nanos) {
        silence.watch(System.nanoTime());
        writers.forEach(writer -> writer.expectFault(nanos));
    }

    /** Time from the fault until a write made after it was acknowledged to anybody. */
    public long firstGapNanos(long faultNanos) {
        return writers.stream()
                        .mapToLong(Writer::firstAckNanos)
                        .filter(ack -> ack > 0)
                        .min()
                        .orElseThrow()
                - faultNanos;
    }

    /** Time from the fault until every writer had a write made after it acknowledged. */
    public long lastGapNanos(long faultNanos) {
        return writers.stream().mapToLong(Writer::firstAckNanos).max().orElseThrow() - faultNanos;
    }

    /** The longest time in which nobody had a write acknowledged, since the fault was expected. */
    public long longestSilenceNanos() {
        return silence.longestNanos();
    }

    /** From the fault until that silence began; below zero when it began before. */
    public long longestSilenceBeginNanos(long faultNanos) {
        return silence.beginNanos() - faultNanos;
    }

    /** The longest that any write waited for its answer since the fault was expected. */
    public long longestWaitNanos() {
        return writers.stream().mapToLong(Writer::longestWaitNanos).max().orElseThrow();
    }

    public boolean allWriteAgain() {
        return writers.stream().allMatch(writer -> writer.firstAckNanos() > 0);
    }

    /** Compares what every user has with what was acknowledged; writing must have stopped. */
    public Ledger.Verdict verify() {
        UserList users = writers.getFirst()
                .everybody()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .users();
        Map<Long, Long> balances = new HashMap<>();
        writers.forEach(writer -> balances.put(writer.user(), 0L));
        for (int i = 0; i < users.size(); i++) {
            balances.replace(users.id(i), users.money(i));
        }
        return ledger.check(balances);
    }

    public long acknowledged() {
        return ledger.acknowledgedCount();
    }

    public long refused() {
        return writers.stream().mapToLong(Writer::refused).sum();
    }

    public long wrongHits() {
        return writers.stream().mapToLong(Writer::wrongHits).sum();
    }

    public long sessionsLost() {
        return writers.stream().mapToLong(Writer::sessionsLost).sum();
    }

    /** Something that went wrong, or empty. */
    public String firstProblem() {
        return writers.stream()
                .map(Writer::firstRefusal)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        writers.forEach(Writer::close);
        endpoints.close();
        runtime.close();
    }
}
