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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one tick of a world in which everybody walks and nobody does anything else: what a node does to the world 50 times a second.
 * In each measurement 500 ticks pass, 10 s of world time, so that the crowds stay crowds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = 10)
@Fork(1)
public class WorldTickBenchmark {
    private static final int TICKS = 500;

    @Param({"10000", "100000", "1000000"})
    public int users;

    @Param({"UNIFORM", "CLUSTERED"})
    public Places places;

    private World world;

    @Setup(Level.Trial)
    public void fill() {
        world = new Walkers(new SplittableRandom(1)).world(users, places);
    }

    @Benchmark
    @OperationsPerInvocation(TICKS)
    public long tick() {
        for (int i = 0; i < TICKS; i++) {
            world.step();
        }
        return world.hash();
    }
}
