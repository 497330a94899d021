package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.PeerMessage;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Locale;

/**
 * What a user costs: bytes of memory in the replicated state (used heap after collection, a million users logged in; after 0, 1 and 16
 * writes of each, as sessions remember their writes), and bytes on the feed to one slave (100 000 users, each changing its velocity once in
 * 5 s, a delta each 2 ms). Prints both with their goals.
 */
public final class Footprint {
    private static final int USERS = 1_000_000;
    private static final int FEED_USERS = 100_000;
    private static final int DELTAS_PER_SECOND = 500;
    private static final int TURNS_PER_DELTA = FEED_USERS / 5 / DELTAS_PER_SECOND;
    private static final int SECONDS = 5;

    private final NodeEncoder encoder = new NodeEncoder();
    private long bytes;

    private Footprint() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        Footprint footprint = new Footprint();
        footprint.memory();
        footprint.feed();
    }

    private void memory() {
        System.out.println("Memory of a logged-in user in the replicated state (goal: at most 200 B)");
        for (int writes : new int[] {0, 1, 16}) {
            long before = usedHeap();
            ReplicatedState state = FullState.of(USERS, writes);
            long used = usedHeap() - before;
            System.out.printf(Locale.ROOT, "  after %2d writes of each: %4d B%n", writes, used / state.loggedInUsers());
            Reference.reachabilityFence(state);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void feed() {
        DrivenMaster master = new DrivenMaster(FEED_USERS, this::count);
        master.logEverybodyIn();
        int deltas = SECONDS * DELTAS_PER_SECOND;
        long nanos = 1_000_000_000L / DELTAS_PER_SECOND;
        for (int i = 0; i < deltas; i++) {
            master.forward(master.turns(TURNS_PER_DELTA), nanos);
        }
        bytes = 0;
        for (int i = 0; i < deltas; i++) {
            master.forward(master.turns(TURNS_PER_DELTA), nanos);
        }
        System.out.printf(
                Locale.ROOT,
                "Feed to one slave, 100 000 users, 0.2 changes of velocity per user and second (goal: at most 8 Mbit/s)%n"
                        + "  %.2f Mbit/s, %.1f B per change, with heads of deltas, ticks and hashes%n",
                8e-6 * bytes / SECONDS,
                (double) bytes / deltas / TURNS_PER_DELTA);
    }

    private void count(Delta delta) {
        bytes += encoder.encode(new PeerMessage.Feed(delta)).length;
    }
}
