package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.gamecluster.gameserver.core.NodeIdentity;
import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.core.TicketCheck;
import dev.gamecluster.protocol.node.Endpoints;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeServerTest {
    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static void liveOnce() {
        try (LocalNode node = LocalNode.standalone();
                SocketClient client = new SocketClient(node.clientPort)) {
            assertThat(client.ask("{\"id\":1,\"op\":\"ping\"}")).contains("\"ok\":true");
        }
    }

    @Test
    void shouldLeaveNoThreadAndNoFileBehind() {
        liveOnce();
        int threads = threads();
        long files = openFiles();
        for (int i = 0; i < 8; i++) {
            liveOnce();
        }

        assertThat(threads()).isLessThanOrEqualTo(threads + 1);
        assertThat(openFiles()).isLessThanOrEqualTo(files + 8);
    }

    @Test
    void shouldFailWithTheKeyWhenAPortIsTaken() {
        try (LocalNode first = LocalNode.standalone()) {
            int[] free = LocalNode.freePorts(3);
            failsWith("gamecluster.node.client-port", first.clientPort, free[1], free[2]);
            failsWith("gamecluster.node.internal-port", free[0], first.internalPort, free[2]);
            failsWith("gamecluster.node.feed-port", free[0], free[1], first.feedPort);
        }
    }

    private static void failsWith(String key, int client, int internal, int feed) {
        NodePorts ports = new NodePorts(LocalNode.at(client), LocalNode.at(internal), LocalNode.at(feed), null);
        Endpoints endpoints = new Endpoints(ports.clientBind(), ports.internalBind(), ports.feedBind());
        NodeIdentity identity = new NodeIdentity("local/test", "second", 2, endpoints);
        try (NodeServer server =
                new NodeServer(identity, NodeSettings.defaults(), TicketCheck.NOT_REQUIRED, ports, sentence -> {})) {
            server.start();
            assertThatThrownBy(() -> server.failure().get(20, TimeUnit.SECONDS))
                    .cause()
                    .hasMessageContaining(key)
                    .hasMessageContaining("is the port taken?");
        }
    }

    @Test
    void shouldSayRedirectAndBeReadyToStopWhenToldToLeave() {
        try (LocalNode node = LocalNode.standalone();
                SocketClient client = new SocketClient(node.clientPort)) {
            client.ask("{\"id\":1,\"op\":\"ping\"}");
            node.server.leave();

            assertThat(client.receive()).isEqualTo("{\"event\":\"redirect\",\"reason\":\"draining\"}");
            node.until(() -> node.server.mayStop());
            assertThat(node.server.idleNanos(System.nanoTime())).isLessThan(LocalNode.PATIENCE_NANOS);
        }
    }
}
