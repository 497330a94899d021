package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.gameserver.core.NodeCore;
import dev.gamecluster.gameserver.core.NodeIdentity;
import dev.gamecluster.gameserver.core.NodeOutput;
import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.core.Randomness;
import dev.gamecluster.gameserver.core.TicketCheck;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Leave;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.List;
import java.util.SplittableRandom;

/** The cores of nodes of one cluster whose master is the first: real ones, without sockets and threads, and with a clock by hand. */
final class DrivenNode {
    static final int MASTER = 1;
    static final int SLAVE = 2;
    /** Another slave, which holds the sessions and is only mentioned. */
    static final int HOLDER = 3;

    static final long EPOCH = 1;

    private DrivenNode() {}

    static NodeCore start(int nodeId, NodeOutput output) {
        NodeIdentity identity = new NodeIdentity("local/benchmark", "node-" + nodeId, nodeId, endpoints(nodeId));
        NodeCore core = new NodeCore(
                identity, NodeSettings.defaults(), output, new Seeded(nodeId), TicketCheck.NOT_REQUIRED, 0);
        core.onControl(assignment(), 0);
        return core;
    }

    private static Assignment assignment() {
        List<Integer> live = List.of(MASTER, SLAVE, HOLDER);
        return new Assignment(
                EPOCH,
                MASTER,
                "node-1",
                endpoints(MASTER),
                Protection.ENFORCED,
                Limits.MAXIMUM_LOSS_MILLIS,
                live,
                Leave.STAY,
                0);
    }

    private static Endpoints endpoints(int nodeId) {
        String address = "tcp://127.0.0." + nodeId;
        return new Endpoints(address + ":5555", address + ":5556", address + ":5557");
    }

    private static final class Seeded implements Randomness {
        private final SplittableRandom random;

        Seeded(long seed) {
            random = new SplittableRandom(seed);
        }

        @Override
        public SessionKey sessionKey() {
            return new SessionKey(random.nextLong(), random.nextLong());
        }

        @Override
        public double between(double minimum, double maximum) {
            return random.nextDouble(minimum, maximum);
        }
    }
}
