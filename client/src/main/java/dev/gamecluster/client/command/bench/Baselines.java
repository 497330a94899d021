package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.bench.load.LoadRun;
import dev.gamecluster.client.command.bench.load.Measurement;
import dev.gamecluster.client.command.bench.load.Operation;
import dev.gamecluster.client.command.bench.load.Progress;
import dev.gamecluster.client.command.bench.load.Scenario;
import dev.gamecluster.client.command.bench.result.Baseline;
import dev.gamecluster.client.command.bench.result.KindSummary;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The same load as PINGs to a redis-server: same generator, same number of connections, same rate or as much in flight. */
final class Baselines {
    private static final double RAMP_PER_SECOND = 5_000;
    private static final int WARM_UP_SECONDS = 2;
    private static final int LONGEST_SECONDS = 10;

    private Baselines() {}

    /** @param observer is told once a second how it stands */
    static Baseline redis(
            Scenario ours,
            long seed,
            double oursPerSecond,
            BiConsumer<Scenario, Progress> observer,
            List<String> warnings) {
        Scenario theirs = new Scenario(
                "redis",
                "PING to redis-server",
                ours.clients(),
                0,
                ours.areaSide(),
                RAMP_PER_SECOND,
                WARM_UP_SECONDS,
                Math.min(LONGEST_SECONDS, ours.durationSeconds()),
                ours.ratePerClient(),
                ours.inFlight(),
                false,
                Map.of(Operation.PING, 1.0),
                ours.querySide(),
                ours.aoeRadius(),
                ours.aoeMoney(),
                List.of(),
                "");
        try (RedisServer server = RedisServer.start(theirs.clients())) {
            Measurement measured = LoadRun.ofRedis(
                            theirs, seed, server.address(), progress -> observer.accept(theirs, progress))
                    .run();
            measured.warnings().forEach(warning -> warnings.add("baseline: " + warning));
            if (measured.summary().failed() > 0) {
                warnings.add("baseline: " + measured.summary().failed() + " requests failed");
            }
            KindSummary all = measured.summary().kinds().getLast();
            double answeredPerSecond = measured.summary().answeredPerSecond();
            return new Baseline(
                    "redis-server " + server.version() + " PING",
                    theirs.clients(),
                    theirs.ratePerSecond(),
                    answeredPerSecond,
                    all.p50(),
                    all.p99(),
                    answeredPerSecond == 0 ? 0 : oursPerSecond / answeredPerSecond);
        }
    }
}
