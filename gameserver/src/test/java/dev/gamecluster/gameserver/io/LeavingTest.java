package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a node that is told to stop waits for those who need it. */
class LeavingTest {
    private static void login(SocketClient client) {
        assertThat(client.ask("{\"id\":1,\"op\":\"login\",\"user\":42}")).contains("\"ok\":true");
    }

    private static void assertWaits(LocalNode node, OneAnswerRegistry registry) {
        node.server.leave();
        node.until(view -> view.leaving() && view.boundSessions() == 1);
        node.until(() -> registry.leavingSeen);
        assertThat(node.server.mayStop()).isFalse();
    }

    @Test
    void shouldWaitForNobodyWhenTheClusterEnds() {
        try (OneAnswerRegistry registry = new OneAnswerRegistry(1);
                LocalNode node = LocalNode.withRegistry(1, registry.endpoint());
                SocketClient client = new SocketClient(node.clientPort)) {
            node.until(view -> view.epoch() == 1);
            login(client);
            assertWaits(node, registry);
            registry.ending = true;
            node.until(node.server::mayStop);
        }
    }

    @Test
    void shouldWaitForNobodyWhenThereIsNeitherFollowerNorRegistry() {
        try (OneAnswerRegistry registry = new OneAnswerRegistry(1);
                LocalNode node = LocalNode.withRegistry(1, registry.endpoint());
                SocketClient client = new SocketClient(node.clientPort)) {
            node.until(view -> view.epoch() == 1);
            login(client);
            assertWaits(node, registry);
            registry.silence();
            node.until(node.server::mayStop);
        }
    }

    @Test
    void shouldNotLeaveFollowersWithoutAMasterWhileTheRegistryIsSilent() {
        try (OneAnswerRegistry registry = new OneAnswerRegistry(1);
                LocalNode master = LocalNode.withRegistry(1, registry.endpoint());
                LocalNode slave = LocalNode.withRegistry(2, registry.endpoint())) {
            slave.until(view -> view.following() && view.admittedSeq() > 0);
            master.until(view -> view.followers() == 1);
            master.server.leave();
            registry.silence();
            long tick = master.server.view().position().tick();
            long ticksOfSilence = RegistryLink.SILENCE_NANOS / 20_000_000 + 50;
            master.until(view -> view.position().tick() > tick + ticksOfSilence);
            assertThat(master.server.mayStop()).isFalse();
        }
    }
}
