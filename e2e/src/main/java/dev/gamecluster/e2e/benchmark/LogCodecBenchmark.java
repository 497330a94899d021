package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.NodeMessage;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.SnapshotPart;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per record of what nodes send each other: deltas and forwarded commands of 100 changes of velocity, and per user of a full piece of
 * a snapshot (2 048 users).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class LogCodecBenchmark {
    private static final int RECORDS = 100;
    private static final int MESSAGES = 1 << 6;
    private static final int USERS = Limits.SNAPSHOT_CHUNK_USERS;

    private final NodeEncoder encoder = new NodeEncoder();
    private final PeerMessage[] deltas = new PeerMessage[MESSAGES];
    private final PeerMessage[] forwards = new PeerMessage[MESSAGES];
    private final byte[][] deltaFrames = new byte[MESSAGES][];
    private final byte[][] forwardFrames = new byte[MESSAGES][];
    private PeerMessage piece;
    private byte[] pieceFrame;
    private int next;

    @Setup(Level.Trial)
    public void create() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < MESSAGES; i++) {
            long seq = 1_000_000_000L + (long) i * RECORDS;
            List<LogRecord.Command> commands = commands(random);
            deltas[i] = new PeerMessage.Feed(new Delta(7, seq, random.nextLong(), entries(commands)));
            forwards[i] = new PeerMessage.Forward(7, random.nextInt(), random.nextLong(), seq, commands);
            deltaFrames[i] = encoder.encode(deltas[i]);
            forwardFrames[i] = encoder.encode(forwards[i]);
        }
        piece = new PeerMessage.SnapshotChunk(7, 1, 5, users(random));
        pieceFrame = encoder.encode(piece);
    }

    private static List<LogRecord.Command> commands(SplittableRandom random) {
        List<LogRecord.Command> commands = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            long session = random.nextLong(1, 100_000);
            double x = Math.rint(random.nextDouble(-2_000, 2_000)) / 1_000;
            double y = Math.rint(random.nextDouble(-2_000, 2_000)) / 1_000;
            commands.add(new LogRecord.SetVelocity(session, random.nextLong(1, 10_000), x, y));
        }
        return commands;
    }

    private static List<Delta.Entry> entries(List<LogRecord.Command> commands) {
        List<Delta.Entry> entries = new ArrayList<>(RECORDS);
        for (LogRecord.Command command : commands) {
            entries.add(new Delta.Entry(command, new Outcome(Outcome.Code.APPLIED, 0, 0, 0)));
        }
        return entries;
    }

    private static SnapshotPart.Users users(SplittableRandom random) {
        return new SnapshotPart.Users(
                random.longs(USERS).toArray(),
                random.doubles(USERS, -1e6, 1e6).toArray(),
                random.doubles(USERS, -1e6, 1e6).toArray(),
                random.doubles(USERS, -2, 2).toArray(),
                random.doubles(USERS, -2, 2).toArray(),
                random.longs(USERS, 0, 1_000_000).toArray(),
                random.longs(USERS, 0, 10_000).toArray(),
                new boolean[USERS]);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] deltaEncode() {
        return encoder.encode(deltas[next++ & (MESSAGES - 1)]);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public NodeMessage deltaDecode() throws MalformedMessageException {
        return NodeCodec.decode(deltaFrames[next++ & (MESSAGES - 1)]);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] forwardEncode() {
        return encoder.encode(forwards[next++ & (MESSAGES - 1)]);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public NodeMessage forwardDecode() throws MalformedMessageException {
        return NodeCodec.decode(forwardFrames[next++ & (MESSAGES - 1)]);
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public byte[] snapshotEncode() {
        return encoder.encode(piece);
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public NodeMessage snapshotDecode() throws MalformedMessageException {
        return NodeCodec.decode(pieceFrame);
    }
}
