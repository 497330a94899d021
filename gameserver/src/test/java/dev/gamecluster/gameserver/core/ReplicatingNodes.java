package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.QueryResult;
import dev.gamecluster.protocol.client.UserList;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A protected master and its slave, of which tests ask what clients and the registry would; the test is the registry. */
abstract class ReplicatingNodes {
    static final long ONE = 101;
    static final long TWO = 102;
    static final long USER = 42;
    static final long OTHER = 43;
    static final int SMALL_RING_BYTES = 4_000;

    final MemoryCluster cluster = new MemoryCluster();
    final MemoryNode master =
            cluster.add(1, NodeSettings.defaults().withRingBytes(SMALL_RING_BYTES), TicketCheck.NOT_REQUIRED);
    final MemoryNode slave = cluster.add(2);

    @BeforeEach
    void beginProtectedReign() {
        cluster.assign(1, master, Protection.LIFTED, master, slave);
        admitted(slave);
        cluster.assign(1, master, Protection.ENFORCED, master, slave);
    }

    void admitted(MemoryNode node) {
        cluster.until(() -> node.view().admittedSeq() > 0 && node.view().following());
    }

    static Request.SetVelocity velocity(long id, double x) {
        return new Request.SetVelocity(id, x, 0);
    }

    static Request.Aoe aoe(long id) {
        return new Request.Aoe(id, 50, 10);
    }

    static UserList world(MemoryNode node) {
        node.send(999, new Request.Query(1, -2e6, -2e6, 2e6, 2e6, 0));
        return node.only(999, QueryResult.class).users();
    }

    static long money(MemoryNode node, long user) {
        UserList users = world(node);
        for (int i = 0; i < users.size(); i++) {
            if (users.id(i) == user) {
                return users.money(i);
            }
        }
        throw new AssertionError("no user " + user);
    }

    /** Equal seq means equal hash. */
    void sameWorld(MemoryNode... nodes) {
        cluster.until(() -> java.util.Arrays.stream(nodes).allMatch(node -> node.seq() == nodes[0].seq()));
        for (MemoryNode node : nodes) {
            assertThat(node.core.state().hash()).isEqualTo(nodes[0].core.state().hash());
            assertThat(node.core.state().recomputeHash())
                    .isEqualTo(node.core.state().hash());
        }
    }

    void slaveDoesNotAcknowledge() {
        slave.losesSent = PeerMessage.Ack.class::isInstance;
    }

    void slaveAcknowledges() {
        slave.losesSent = message -> false;
    }

    static Delta twistVelocity(Delta delta) {
        List<Delta.Entry> entries = delta.entries().stream()
                .map(entry -> entry.record() instanceof LogRecord.SetVelocity set
                        ? new Delta.Entry(
                                new LogRecord.SetVelocity(
                                        set.session(), set.requestId(), set.velocityX() + 1, set.velocityY()),
                                entry.outcome())
                        : entry)
                .toList();
        return new Delta(delta.epoch(), delta.firstSeq(), delta.publishedNanos(), entries);
    }
}
