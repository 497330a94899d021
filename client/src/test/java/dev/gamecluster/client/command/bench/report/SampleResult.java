package dev.gamecluster.client.command.bench.report;

import dev.gamecluster.client.command.bench.result.Baseline;
import dev.gamecluster.client.command.bench.result.BenchResult;
import dev.gamecluster.client.command.bench.result.Check;
import dev.gamecluster.client.command.bench.result.Curve;
import dev.gamecluster.client.command.bench.result.Generator;
import dev.gamecluster.client.command.bench.result.Interval;
import dev.gamecluster.client.command.bench.result.KindPoint;
import dev.gamecluster.client.command.bench.result.KindSummary;
import dev.gamecluster.client.command.bench.result.Machine;
import dev.gamecluster.client.command.bench.result.Mark;
import dev.gamecluster.client.command.bench.result.NodeSample;
import dev.gamecluster.client.command.bench.result.Point;
import dev.gamecluster.client.command.bench.result.Setup;
import dev.gamecluster.client.command.bench.result.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A minute as it could have been, with a master killed in the middle; always the same. */
final class SampleResult {
    static final String HOSTILE = "</script><script>alert(1)</script><!-- <b>&amp;\u2028 {{style}}";

    private static final int SECONDS = 60;
    private static final int KILLED_AT = 31;
    private static final List<String> KINDS = List.of("all", "query", "write", "ping");
    private final SplittableRandom random = new SplittableRandom(5);

    private SampleResult() {}

    static BenchResult create() {
        return create("Reference workload: login, one velocity, then half queries, half writes");
    }

    static BenchResult create(String description) {
        SampleResult sample = new SampleResult();
        return new BenchResult(
                "0.1.0-SNAPSHOT",
                "2026-03-01T12:30:00.123Z",
                new Machine("Linux 6.1", 2, 8L << 30, "25.0.1", "Xeon E5 at 2.60 GHz", 0.12),
                sample.setup(description),
                sample.summary(),
                sample.timeline(),
                sample.marks(),
                sample.curves(),
                sample.nodes(),
                new Baseline("redis-server 7.0.15 PING", 1_000, 2_000, 1_998.2, 140, 1_650, 1.0),
                List.of(
                        new Check("write.p99<=50ms", true, "9.41 ms"),
                        new Check("failed==0", true, "0"),
                        new Check("query.mean<=1ms", false, "1.32 ms")),
                List.of("The load average before the run was 1.2: something else was running on this machine."));
    }

    private Setup setup(String description) {
        return new Setup(
                "mix",
                description,
                "local/demo by http://127.0.0.1:8080",
                1_000,
                1_000,
                2_000,
                0,
                10,
                SECONDS,
                42,
                "gamecluster bench mix --clients 1000 --local --slaves 2 --report out --assert 'write.p99<=50ms'",
                "name: mix\nclients: 1000\nslaves: 2\narea: {side: 2000}\nratePerClient: 2\nmix: {query: 49, set_velocity: 49, ping: 2}\n");
    }

    private Summary summary() {
        List<KindSummary> kinds = List.of(
                new KindSummary("query", 58_700, 978.3, 1_320.4, 610, 1_430, 6_310, 152_000, 441_000, 940.1, 4_120),
                new KindSummary("write", 58_900, 981.7, 3_512.9, 2_810, 4_020, 9_410, 441_000, 498_000, 3_204.8, 8_770),
                new KindSummary("ping", 2_398, 40.0, 803.3, 421, 1_020, 4_403, 90_100, 131_000, 700.2, 3_307),
                new KindSummary(
                        "all", 119_998, 2_000.0, 2_384.2, 1_910, 3_620, 8_950, 398_000, 498_000, 2_090.0, 7_310));
        Generator generator = new Generator(
                1_240,
                9_870,
                0.23,
                0.71,
                18,
                false,
                "in time: 99 % of the requests were sent within 1.3 ms of their time");
        return new Summary(
                SECONDS,
                kinds,
                120_003,
                120_003,
                119_998,
                3,
                2,
                1_999.97,
                334,
                0,
                12,
                Map.of("UNAVAILABLE", 41L, "OVERLOADED", 3L),
                generator);
    }

    private List<Mark> marks() {
        return List.of(
                new Mark(0, "phase", "measuring"),
                new Mark(
                        KILLED_AT,
                        "failover",
                        "demo-0 was killed; demo-2 is master of epoch 2 after 214 ms, 0 ms lost"),
                new Mark(KILLED_AT + 0.4, "node lost", "demo-0"),
                new Mark(KILLED_AT + 4.2, "node joined", "demo-0 follows demo-2"));
    }

    private List<Interval> timeline() {
        List<Interval> timeline = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            boolean failover = second == KILLED_AT;
            List<KindPoint> kinds = new ArrayList<>();
            for (String kind : KINDS) {
                kinds.add(point(kind, failover));
            }
            long due = 1_960 + random.nextInt(80);
            long answered = failover ? due - 400 : second == KILLED_AT + 1 ? due + 397 : due;
            double lag = 2 + random.nextDouble();
            timeline.add(new Interval(
                    second,
                    1,
                    due,
                    answered,
                    failover ? 3 : 0,
                    kinds,
                    lag,
                    lag + (failover ? 21 : 4 * random.nextDouble())));
        }
        return timeline;
    }

    private KindPoint point(String kind, boolean failover) {
        double middle = kind.equals("write") ? 2_800 : 600;
        long p50 = Math.round(middle * random.nextDouble(0.9, 1.15));
        long p99 = failover ? 420_000 : Math.round(p50 * random.nextDouble(2.5, 6));
        return new KindPoint(kind, 990, p50, p99, Math.round(p99 * random.nextDouble(1.05, 2.4)));
    }

    private List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (String kind : KINDS) {
            curves.add(curve(kind, true, 1));
            curves.add(curve(kind, false, 0.8));
        }
        return curves;
    }

    private Curve curve(String kind, boolean corrected, double factor) {
        double middle = kind.equals("write") ? 2_300 : kind.equals("all") ? 1_400 : 420;
        List<Point> points = new ArrayList<>();
        for (double left = 1; left > 1e-5; left *= 0.871) {
            double tail = corrected && left < 0.002 ? 300_000 * (0.002 - left) / 0.002 : 0;
            points.add(new Point(100 * (1 - left), Math.round(factor * middle * (1 - 0.6 * Math.log(left)) + tail)));
        }
        points.add(new Point(100, points.getLast().value()));
        return new Curve(kind, corrected, points);
    }

    private List<NodeSample> nodes() {
        List<NodeSample> nodes = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            boolean before = second < KILLED_AT;
            if (before || second > KILLED_AT + 3) {
                nodes.add(node(second, "demo-0", before, before ? 0.21 : 0.14));
            }
            nodes.add(node(second, "demo-1", false, before ? 0.31 : 0.36));
            nodes.add(node(second, "demo-2", !before, before ? 0.30 : 0.42));
        }
        return nodes;
    }

    private NodeSample node(int second, String name, boolean master, double load) {
        String role = master ? "master" : "slave";
        return new NodeSample(second, name, role, "live", load + random.nextDouble(0.04), master ? 0 : 500, 3);
    }
}
