package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.Role;
import org.junit.jupiter.api.Test;

/** Feed, forwarding, acknowledgements and heartbeats over real sockets. */
class TwoNodesTest {

    @Test
    void shouldReplicateAWriteBetweenTwoNodesAndProtectIt() {
        try (OneAnswerRegistry registry = new OneAnswerRegistry(1);
                LocalNode master = LocalNode.withRegistry(1, registry.endpoint());
                LocalNode slave = LocalNode.withRegistry(2, registry.endpoint())) {
            slave.until(view -> view.following() && view.admittedSeq() > 0);
            master.until(view -> view.protectedWrites());

            try (SocketClient one = new SocketClient(slave.clientPort);
                    SocketClient two = new SocketClient(master.clientPort)) {
                assertThat(one.ask("{\"id\":1,\"op\":\"login\",\"user\":42}")).contains("\"ok\":true");
                assertThat(two.ask("{\"id\":1,\"op\":\"login\",\"user\":43}")).contains("\"ok\":true");
                for (int id = 2; id < 50; id++) {
                    String write =
                            "{\"id\":" + id + ",\"op\":\"set_velocity\",\"velocity\":{\"x\":" + id % 20 + ",\"y\":0}}";
                    assertThat(one.ask(write)).contains("\"ok\":true");
                    assertThat(two.ask(write)).contains("\"ok\":true");
                }
                assertThat(two.ask("{\"id\":99,\"op\":\"query\",\"min\":{\"x\":-1e6,\"y\":-1e6},\"max\":{\"x\":1e6,"
                                + "\"y\":1e6}}"))
                        .contains("{\"id\":42,", "{\"id\":43,");
            }
            assertThat(slave.server.view().role()).isEqualTo(Role.SLAVE);
            assertThat(slave.server.view().divergences()).isZero();
            assertThat(master.server.view().followers()).isEqualTo(1);
            assertThat(registry.leavingSeen).isFalse();
        }
    }
}
