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
 * Time of one query of a world with a million walking users, by how many users it returns: each time another rectangle, every user is
 * shown with its position of now. {@code returned} is the mean; of towns 100 000 is a row of ten.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class WorldQueryBenchmark {
    private static final int USERS = 1_000_000;
    private static final int RECTANGLES = 1 << 10;

    @Param({"0", "10", "100", "1000", "10000", "100000", "1000000"})
    public int returned;

    @Param({"UNIFORM", "CLUSTERED"})
    public Places places;

    private final Places.Rectangle[] rectangles = new Places.Rectangle[RECTANGLES];
    private World world;
    private int next;
    private double sum;

    @Setup(Level.Trial)
    public void fill() {
        SplittableRandom random = new SplittableRandom(2);
        world = new Walkers(random).world(USERS, places);
        for (int i = 0; i < RECTANGLES; i++) {
            rectangles[i] = places.holding(returned, USERS, random);
        }
    }

    @Benchmark
    public double query() {
        Places.Rectangle area = rectangles[next++ & (RECTANGLES - 1)];
        sum = 0;
        world.query(area.minX(), area.minY(), area.maxX(), area.maxY(), this::user);
        return sum;
    }

    private void user(long id, double x, double y, double velocityX, double velocityY, long money) {
        sum += id + x + y + velocityX + velocityY + money;
    }
}
