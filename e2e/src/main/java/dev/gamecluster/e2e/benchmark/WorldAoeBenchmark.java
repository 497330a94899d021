package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.world.World;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one aoe with the largest radius, 50 m, by how many users walk in one square kilometre: each time another caller who stands
 * so that the whole circle is in the crowd. Of {@code crowd} users about 0.785 % are hit.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class WorldAoeBenchmark {
    private static final double RADIUS = 50;
    private static final double HALF_SIDE = 500;
    private static final int CALLERS = 1 << 10;

    @Param({"1", "1000", "10000", "100000"})
    public int crowd;

    private final int[] callers = new int[CALLERS];
    private World world;
    private int next;

    @Setup(Level.Trial)
    public void fill() {
        SplittableRandom random = new SplittableRandom(3);
        Walkers walkers = new Walkers(random);
        world = new World();
        for (int user = 0; user < crowd; user++) {
            double x = random.nextDouble(-HALF_SIDE, HALF_SIDE);
            double y = random.nextDouble(-HALF_SIDE, HALF_SIDE);
            walkers.turn(world, world.login(Walkers.id(user), crowd == 1 ? 0 : x, crowd == 1 ? 0 : y));
        }
        for (int tick = 0; tick < 100; tick++) {
            world.step();
        }
        for (int i = 0; i < CALLERS; i++) {
            callers[i] = innerCaller(random);
        }
    }

    private int innerCaller(SplittableRandom random) {
        int slot = random.nextInt(crowd);
        while (Math.abs(world.x(slot)) > HALF_SIDE - 2 * RADIUS || Math.abs(world.y(slot)) > HALF_SIDE - 2 * RADIUS) {
            slot = random.nextInt(crowd);
        }
        return slot;
    }

    @Benchmark
    public int aoe() {
        return world.aoe(callers[next++ & (CALLERS - 1)], RADIUS, 1);
    }

    static double expectedHits(int crowd) {
        double square = 4 * HALF_SIDE * HALF_SIDE;
        return (crowd - 1) * Math.PI * RADIUS * RADIUS / square;
    }
}
