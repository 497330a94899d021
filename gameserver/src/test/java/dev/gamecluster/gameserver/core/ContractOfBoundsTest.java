package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.Pong;
import org.junit.jupiter.api.Test;

/** Bounds of one node that strangers can reach. */
class ContractOfBoundsTest extends StandaloneNode {
    @Test
    void shouldRefuseConnectionsAboveTheLimitAndForgetSilentOnes() {
        for (long connection = 1_000; connection < 1_000 + Limits.CONNECTIONS; connection++) {
            node.send(connection, new Request.Ping(1));
        }

        fails(ONE, new Request.Ping(1), ErrorCode.OVERLOADED);
        cluster.run(10_500);
        assertThat(node.view().clients()).isZero();
        assertThat(node.ask(ONE, new Request.Ping(1), Pong.class).id()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWaitingQueriesAboveTheLimit() {
        for (int id = 1; id <= Limits.WAITING_QUERIES; id++) {
            node.send(ONE, everywhere(id, node.tick() + 1_000));
        }
        assertThat(node.hasReceived(ONE)).isFalse();

        fails(ONE, everywhere(77_777, node.tick() + 1_000), ErrorCode.OVERLOADED);
    }
}
