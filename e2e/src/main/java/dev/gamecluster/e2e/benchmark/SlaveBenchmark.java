package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.gameserver.core.NodeCore;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.ArrayList;
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
 * Time per command that an admitted slave applies from deltas of 1 024 changes of velocity, as they come from a master, with ticks and
 * checked hashes. {@code frames} also decodes the deltas, {@code objects} does not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 6)
@Fork(1)
public class SlaveBenchmark {
    private static final int BATCH = Limits.FORWARD_COMMANDS;
    private static final int BATCHES = 128;
    private static final int COMMANDS = BATCH * BATCHES;
    private static final long BATCH_NANOS = 500_000;

    @Param({"10000", "100000", "1000000"})
    public int users;

    private final NodeEncoder encoder = new NodeEncoder();
    private final List<Delta> deltas = new ArrayList<>();
    private final List<byte[]> frames = new ArrayList<>();
    private DrivenMaster master;
    private NodeCore slave;
    private long nowNanos;

    @Setup(Level.Trial)
    public void fill() {
        master = new DrivenMaster(users, deltas::add);
        master.logEverybodyIn();
        slave = DrivenNode.start(DrivenNode.SLAVE, new SilentOutput());
        slave.onCycle(nowNanos);
        slave.onMaster(new PeerMessage.Replay(DrivenNode.EPOCH, List.copyOf(deltas)), nowNanos);
        deltas.clear();
    }

    @Setup(Level.Iteration)
    public void lead() {
        frames.clear();
        deltas.clear();
        for (int i = 0; i < BATCHES; i++) {
            master.forward(master.turns(BATCH), BATCH_NANOS);
        }
        for (Delta delta : deltas) {
            frames.add(encoder.encode(new PeerMessage.Feed(delta)));
        }
    }

    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long objects() {
        for (Delta delta : deltas) {
            take(delta);
        }
        return slave.state().seq();
    }

    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long frames() throws MalformedMessageException {
        for (byte[] frame : frames) {
            take(((PeerMessage.Feed) NodeCodec.decode(frame)).delta());
        }
        return slave.state().seq();
    }

    private void take(Delta delta) {
        nowNanos += BATCH_NANOS;
        slave.onFeed(delta, nowNanos);
        slave.onCycle(nowNanos);
    }

    @TearDown(Level.Iteration)
    public void bothAreTheSame() {
        if (slave.state().hash() != master.core().state().hash()) {
            throw new IllegalStateException("the slave is at " + slave.state().position() + ", the master at "
                    + master.core().state().position() + ", or they differ");
        }
    }
}
