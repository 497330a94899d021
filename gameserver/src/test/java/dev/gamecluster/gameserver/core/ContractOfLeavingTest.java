package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Pong;
import org.junit.jupiter.api.Test;

/** A node that goes. */
class ContractOfLeavingTest extends StandaloneNode {
    @Test
    void shouldSendEveryClientAwayOnceAndThoseThatCome() {
        node.send(ONE, new Request.Ping(1));
        node.received(ONE);
        node.core.leave();
        assertThat(node.received(ONE)).containsExactly(new ServerMessage.Redirect("draining"));

        node.send(ONE, new Request.Ping(2));
        node.send(TWO, new Request.Ping(1));

        assertThat(node.received(ONE)).hasSize(1).first().isInstanceOf(Pong.class);
        assertThat(node.received(TWO)).hasSize(2).first().isEqualTo(new ServerMessage.Redirect("draining"));
    }
}
