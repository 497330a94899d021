package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessageEncoder;
import dev.gamecluster.protocol.client.UserList;
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

/** Time to encode one answer to a client, each time another of 64, by kind; and bytes allocated for it (the frame itself is an array). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AnswerEncodeBenchmark {
    private static final int ANSWERS = 1 << 6;

    /** The answers of the protocol; queries with so many users. */
    public enum Kind {
        LOGGED_IN,
        APPLIED,
        AOE_APPLIED,
        PONG,
        FAILED,
        QUERY_0,
        QUERY_10,
        QUERY_1000
    }

    @Param
    public Kind kind;

    private final ServerMessage[] answers = new ServerMessage[ANSWERS];
    private int next;

    @Setup(Level.Trial)
    public void create() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < ANSWERS; i++) {
            answers[i] = answer(random.nextLong(1, 1 << 20), random.nextLong(1, 1 << 30), random);
        }
    }

    private ServerMessage answer(long id, long tick, SplittableRandom random) {
        return switch (kind) {
            case LOGGED_IN -> new ServerMessage.LoggedIn(id, random.nextLong(), "q8ZkT2u0lR4xVbN7sYw3Ag", tick);
            case APPLIED -> new ServerMessage.Applied(id, tick);
            case AOE_APPLIED -> new ServerMessage.AoeApplied(id, tick, random.nextInt(1_000));
            case PONG -> new ServerMessage.Pong(id, tick, random.nextInt(30));
            case FAILED ->
                ServerMessage.Failed.of(id, ErrorCode.OUT_OF_RANGE, "velocity 25.0 m/s is above the limit of 20 m/s");
            case QUERY_0 -> new ServerMessage.QueryResult(id, tick, 3, users(0, random));
            case QUERY_10 -> new ServerMessage.QueryResult(id, tick, 3, users(10, random));
            case QUERY_1000 -> new ServerMessage.QueryResult(id, tick, 3, users(1_000, random));
        };
    }

    private static UserList users(int size, SplittableRandom random) {
        UserList users = new UserList(size);
        for (int i = 0; i < size; i++) {
            double x = random.nextDouble(-1_000_000, 1_000_000);
            double y = random.nextDouble(-1_000_000, 1_000_000);
            users.add(
                    random.nextLong(), x, y, random.nextDouble(-2, 2), random.nextDouble(-2, 2), random.nextInt(9_999));
        }
        return users;
    }

    @Benchmark
    public byte[] encode() {
        return ServerMessageEncoder.encode(answers[next++ & (ANSWERS - 1)]);
    }
}
