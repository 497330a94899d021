package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Another registry takes the address of one that went silent without a word. */
class RegistryTakeoverTest {
    @Test
    void shouldLeaveASilentRegistryForTheOneThatHasItsAddressNow() throws IOException {
        try (OneAnswerRegistry first = new OneAnswerRegistry(1);
                OneAnswerRegistry second = new OneAnswerRegistry(2);
                ForwardingPort port = new ForwardingPort(first.port());
                LocalNode node = LocalNode.withRegistry(1, "tcp://localhost:" + port.port())) {
            node.until(view -> view.epoch() == 1 && view.position().tick() > 0);
            port.moveTo(second.port());

            node.until(view -> view.epoch() == 2);
            node.until(() -> port.leftByDialler.get() == 1);
            node.assertServes();
        }
    }

    @Test
    void shouldFindARegistryThatComesLate() throws IOException {
        int[] free = LocalNode.freePorts(1);
        try (LocalNode node = LocalNode.withRegistry(1, "tcp://localhost:" + free[0])) {
            node.until(view -> view.epoch() == 0);
            try (OneAnswerRegistry registry = new OneAnswerRegistry(3, free[0])) {
                node.until(view -> view.epoch() == 3);
                assertThat(registry.leavingSeen).isFalse();
            }
        }
    }
}
