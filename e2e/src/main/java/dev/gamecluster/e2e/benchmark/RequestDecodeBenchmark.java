package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.protocol.client.Decoded;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.RequestDecoder;
import dev.gamecluster.protocol.client.RequestEncoder;
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
 * Time to judge and decode one frame of a client, each time another of 1 024, by operation; and bytes allocated for it (the request itself
 * is an object).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RequestDecodeBenchmark {
    private static final int FRAMES = 1 << 10;

    /** The operations of the protocol. */
    public enum Operation {
        LOGIN,
        LOGOUT,
        SET_VELOCITY,
        AOE,
        QUERY,
        PING
    }

    @Param
    public Operation operation;

    private final byte[][] frames = new byte[FRAMES][];
    private int next;

    @Setup(Level.Trial)
    public void encode() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = RequestEncoder.encode(request(random.nextLong(1, 1 << 20), random));
        }
    }

    private Request request(long id, SplittableRandom random) {
        double x = random.nextInt(-1_000_000_000, 1_000_000_000) / 1_000.0;
        double y = random.nextInt(-1_000_000_000, 1_000_000_000) / 1_000.0;
        return switch (operation) {
            case LOGIN -> new Request.Login(id, random.nextLong(), null, null);
            case LOGOUT -> new Request.Logout(id);
            case SET_VELOCITY -> new Request.SetVelocity(id, x / 100_000, y / 100_000);
            case AOE -> new Request.Aoe(id, random.nextInt(1, 51), random.nextInt(1_000));
            case QUERY -> new Request.Query(id, x, y, x + 100, y + 100, 0);
            case PING -> new Request.Ping(id);
        };
    }

    @Benchmark
    public Decoded decode() {
        return RequestDecoder.decode(frames[next++ & (FRAMES - 1)]);
    }
}
