package dev.gamecluster.e2e.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gamecluster.world.World;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchmarkDataTest {
    private static final int USERS = 100_000;
    private static final Percentage NEAR = Percentage.withPercentage(15);

    @ParameterizedTest
    @CsvSource({
        "UNIFORM, 0",
        "UNIFORM, 10",
        "UNIFORM, 1000",
        "UNIFORM, 100000",
        "CLUSTERED, 0",
        "CLUSTERED, 10",
        "CLUSTERED, 1000",
        "CLUSTERED, 10000",
        "CLUSTERED, 100000"
    })
    void shouldReturnAboutAsManyUsersAsTheBenchmarkSays(Places places, int wanted) {
        SplittableRandom random = new SplittableRandom(1);
        World world = new Walkers(random).world(USERS, places);
        int queries = 2_000_000 / (wanted + 1_000);
        long[] found = new long[1];
        for (int i = 0; i < queries; i++) {
            Places.Rectangle area = places.holding(wanted, USERS, random);
            world.query(area.minX(), area.minY(), area.maxX(), area.maxY(), (id, x, y, vx, vy, money) -> found[0]++);
        }
        double mean = (double) found[0] / queries;
        if (wanted == 0) {
            assertThat(mean).isLessThan(0.01);
        } else {
            assertThat(mean).isCloseTo(wanted, NEAR);
        }
    }

    @Test
    void shouldHitAboutAsManyUsersAsTheBenchmarkSays() {
        WorldAoeBenchmark benchmark = new WorldAoeBenchmark();
        benchmark.crowd = 10_000;
        benchmark.fill();
        long hits = 0;
        for (int i = 0; i < 1_000; i++) {
            hits += benchmark.aoe();
        }
        assertThat(hits / 1_000.0).isCloseTo(WorldAoeBenchmark.expectedHits(10_000), NEAR);
    }

    @Test
    void shouldApplyEveryCommandOnMasterAndSlave() throws Exception {
        SlaveBenchmark benchmark = new SlaveBenchmark();
        benchmark.users = 1_000;
        benchmark.fill();
        benchmark.lead();
        long afterObjects = benchmark.objects();
        benchmark.bothAreTheSame();
        benchmark.lead();
        long afterFrames = benchmark.frames();
        benchmark.bothAreTheSame();
        assertThat(afterFrames - afterObjects).isGreaterThanOrEqualTo(128 * 1_024);
    }

    @Test
    void shouldReadTheSnapshotThatItWrote() throws Exception {
        SnapshotBenchmark benchmark = new SnapshotBenchmark();
        benchmark.users = 10_000;
        benchmark.fill();
        assertThat(benchmark.read().loggedInUsers()).isEqualTo(10_000);
    }

    @Test
    void shouldTellALineFromACurve() {
        List<double[]> line = List.of(new double[] {0, 5}, new double[] {10, 25}, new double[] {100, 205});
        List<double[]> curve = List.of(new double[] {0, 0}, new double[] {10, 100}, new double[] {20, 0});
        assertThat(Goals.determination(line)).isCloseTo(1, within(1e-12));
        assertThat(Goals.determination(curve)).isLessThan(0.1);
    }
}
