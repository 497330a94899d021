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
 * Time of one change of velocity, and of one logout with the login that follows, of a random user among walkers. While they go on the
 * world ticks as often as it would when every user did this once in 5 s, so a share of the ticks is in the time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class WorldChangeBenchmark {
    private static final int TICKS_BETWEEN = 250;

    @Param({"10000", "100000", "1000000"})
    public int users;

    @Param({"UNIFORM", "CLUSTERED"})
    public Places places;

    private SplittableRandom random;
    private Walkers walkers;
    private World world;
    private int untilTick;

    @Setup(Level.Trial)
    public void fill() {
        random = new SplittableRandom(4);
        walkers = new Walkers(random);
        world = walkers.world(users, places);
    }

    @Benchmark
    public long setVelocity() {
        passTime();
        walkers.turn(world, random.nextInt(users));
        return world.hash();
    }

    @Benchmark
    public long logoutAndLogin() {
        passTime();
        int slot = random.nextInt(users);
        long user = world.userAt(slot);
        world.logout(slot);
        world.login(user, 0, 0);
        return world.hash();
    }

    private void passTime() {
        if (--untilTick <= 0) {
            untilTick = users / TICKS_BETWEEN;
            world.step();
        }
    }
}
