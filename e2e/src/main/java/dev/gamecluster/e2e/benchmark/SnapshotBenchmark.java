package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.gameserver.state.StateRestore;
import dev.gamecluster.gameserver.state.StateSnapshot;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.SnapshotPart;
import dev.gamecluster.protocol.node.StateHeader;
import java.util.ArrayList;
import java.util.List;
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
 * Time of a whole snapshot of the replicated state with so many logged-in users, each with a session that remembers one request:
 * {@code write} copies and encodes all pieces, {@code read} decodes them, builds a state and checks its hash.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class SnapshotBenchmark {
    @Param({"100000", "1000000"})
    public int users;

    private final NodeEncoder encoder = new NodeEncoder();
    private ReplicatedState state;
    private Position position;
    private long hash;
    private StateHeader header;
    private List<byte[]> frames;

    @Setup(Level.Trial)
    public void fill() {
        state = FullState.of(users, 1);
        write();
    }

    @Benchmark
    public int write() {
        List<byte[]> pieces = new ArrayList<>();
        try (StateSnapshot snapshot = state.beginSnapshot()) {
            position = snapshot.position();
            hash = snapshot.hash();
            header = snapshot.header();
            for (SnapshotPart part = snapshot.next(); part != null; part = snapshot.next()) {
                pieces.add(encoder.encode(new PeerMessage.SnapshotChunk(1, 1, pieces.size(), part)));
            }
        }
        frames = pieces;
        return frames.size();
    }

    @Benchmark
    public ReplicatedState read() throws MalformedMessageException {
        StateRestore restore = new StateRestore(position, hash, header);
        for (byte[] frame : frames) {
            restore.add(((PeerMessage.SnapshotChunk) NodeCodec.decode(frame)).part());
        }
        ReplicatedState restored = restore.finish();
        if (restored == null) {
            throw new IllegalStateException("the snapshot has not the hash of its state");
        }
        return restored;
    }
}
