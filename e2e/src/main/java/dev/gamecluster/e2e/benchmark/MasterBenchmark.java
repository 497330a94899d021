package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per command that a master takes from forwarded batches of 1 024 changes of velocity: from the batch to the published delta and its
 * acknowledgement, with ticks, hashes and sessions' memories, without sockets. {@code objects}: the batch is a message, the delta is handed
 * over as one. {@code frames}: the batch is encoded and decoded as between slave and master, and the delta is encoded.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class MasterBenchmark {
    private static final int BATCH = Limits.FORWARD_COMMANDS;
    /** What a batch takes at two million commands a second. */
    private static final long BATCH_NANOS = 500_000;

    @Param({"10000", "100000", "1000000"})
    public int users;

    private final NodeEncoder encoder = new NodeEncoder();
    private DrivenMaster master;
    private List<LogRecord.Command> batch;
    private boolean encoding;
    private long published;
    private long forwarded;

    @Setup(Level.Trial)
    public void fill() {
        master = new DrivenMaster(users, this::publish);
        master.logEverybodyIn();
    }

    /** What clients ask is drawn outside of the measured time: a batch takes hundreds of microseconds, reading the clock does not count. */
    @Setup(Level.Invocation)
    public void draw() {
        batch = master.turns(BATCH);
    }

    private void publish(Delta delta) {
        published += encoding
                ? encoder.encode(new PeerMessage.Feed(delta)).length
                : delta.entries().size();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long objects() {
        forwarded += BATCH;
        master.forward(batch, BATCH_NANOS);
        return published;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long frames() throws MalformedMessageException {
        encoding = true;
        forwarded += BATCH;
        PeerMessage.Forward message = new PeerMessage.Forward(1, 2, 1, 1, batch);
        List<LogRecord.Command> commands = ((PeerMessage.Forward) NodeCodec.decode(encoder.encode(message))).commands();
        master.forward(commands, BATCH_NANOS);
        return published;
    }

    @TearDown(Level.Trial)
    public void nothingWasRefused() {
        long seq = master.core().state().seq();
        if (seq < users + forwarded) {
            throw new IllegalStateException((users + forwarded) + " commands were forwarded, the log ends at " + seq);
        }
    }
}
