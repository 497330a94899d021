package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import org.junit.jupiter.api.Test;

class ClientPeersTest {
    private static final long SILENCE_NANOS = Limits.SILENCE_MILLIS * 1_000_000L;
    private final ClientPeers peers = new ClientPeers(3);

    private static byte[] id(int number) {
        return new byte[] {0, 0, 0, 0, (byte) number};
    }

    @Test
    void shouldKnowAPeerByItsRoutingId() {
        ClientPeer first = peers.heard(id(1), 1);

        assertThat(peers.heard(id(1), 2)).isSameAs(first);
        assertThat(peers.heard(id(2), 2)).isNotSameAs(first);
        assertThat(peers.of(first.connection)).isSameAs(first);
        assertThat(peers.of(99)).isNull();
    }

    @Test
    void shouldHaveNoRoomAboveItsLimitUntilOneIsForgotten() {
        peers.heard(id(1), 1);
        peers.heard(id(2), 1);
        ClientPeer third = peers.heard(id(3), SILENCE_NANOS);
        assertThat(peers.heard(id(4), 1)).isNull();
        assertThat(peers.heard(id(1), 1)).as("one that is known has room").isNotNull();
        assertThat(peers.size()).isEqualTo(3);

        peers.forgetSilent(2 * SILENCE_NANOS + 2);

        assertThat(peers.size()).isEqualTo(1);
        assertThat(peers.of(third.connection)).isSameAs(third);
        assertThat(peers.heard(id(4), 1)).isNotNull();
    }

    @Test
    void shouldNeverUseANumberTwice() {
        long before = peers.heard(id(1), 1).connection;
        peers.forgetSilent(Long.MAX_VALUE / 2);

        assertThat(peers.heard(id(1), 2).connection).isGreaterThan(before);
        assertThat(before).isNotEqualTo(ClientPeer.STRANGER);
    }

    @Test
    void shouldRememberLongerThanTheCore() {
        ClientPeer peer = peers.heard(id(1), 0);
        peers.forgetSilent(SILENCE_NANOS + 1);

        assertThat(peers.of(peer.connection)).isSameAs(peer);
    }
}
