package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import org.junit.jupiter.api.Test;

/** Logging in where a ticket is required. */
class ContractOfTicketsTest extends StandaloneNode {
    private final MemoryNode strict =
            cluster.add(3, NodeSettings.defaults(), (user, ticket) -> ("ticket of " + user).equals(ticket));

    ContractOfTicketsTest() {
        strict.core.startStandalone(cluster.nowNanos);
    }

    private Failed refused(String ticket) {
        return strict.ask(ONE, new Request.Login(1, USER, null, ticket), Failed.class);
    }

    @Test
    void shouldRefuseALoginWithoutOrWithAWrongTicket() {
        assertThat(refused(null).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refused("ticket of 43").code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refused(null).message()).isEqualTo("a ticket is required to log in");
        assertThat(strict.core.state().knownUsers()).isZero();
    }

    @Test
    void shouldTakeALoginWithItsTicket() {
        Request.Login login = new Request.Login(1, USER, null, "ticket of 42");

        assertThat(strict.ask(ONE, login, LoggedIn.class).user()).isEqualTo(USER);
    }

    @Test
    void shouldRefuseWritesBehindARefusedLogin() {
        strict.send(ONE, new Request.Login(1, USER, null, "wrong"));
        strict.send(ONE, velocity(2, 1));
        cluster.run(5);

        assertThat(strict.received(ONE))
                .extracting(answer -> ((Failed) answer).code())
                .containsExactly(ErrorCode.UNAUTHENTICATED, ErrorCode.NOT_LOGGED_IN);
    }
}
