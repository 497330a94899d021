package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientLinksTest {
    private static final long SILENCE_NANOS = Limits.SILENCE_MILLIS * 1_000_000L;
    private static final long HANDSHAKE_NANOS = 5_000_000_000L;
    private final ClientLinks links = new ClientLinks(3);
    private final List<SocketChannel> channels = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    private ClientLink link(long nowNanos) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        ClientLink link = new ClientLink(channel, new Deaf(), nowNanos);
        links.add(link);
        return link;
    }

    private static final class Deaf implements ClientLink.Listener {
        @Override
        public void message(ClientLink link, byte[] frame, long size) {}

        @Override
        public void manyFrames(ClientLink link) {}
    }

    @Test
    void shouldKnowALinkByItsNumberOnceItIsHeard() throws IOException {
        ClientLink first = link(1);
        assertThat(first.number).isEqualTo(ClientLink.NO_NUMBER);
        links.heard(first, 2);
        ClientLink second = link(1);
        links.heard(second, 2);

        assertThat(first.number).isNotEqualTo(second.number);
        assertThat(links.of(first.number)).isSameAs(first);
        assertThat(links.of(99)).isNull();
    }

    @Test
    void shouldNeverUseANumberTwice() throws IOException {
        ClientLink link = link(1);
        links.heard(link, 1);
        long before = link.number;
        links.forgetSilent(Long.MAX_VALUE / 2);
        assertThat(links.of(before)).isNull();
        links.heard(link, 2);

        assertThat(link.number).isGreaterThan(before);
    }

    @Test
    void shouldRememberLongerThanTheCore() throws IOException {
        ClientLink link = link(0);
        links.heard(link, 0);
        links.forgetSilent(SILENCE_NANOS + 1);

        assertThat(links.of(link.number)).isSameAs(link);
    }

    @Test
    void shouldFindThoseWhoDoNotShakeHands() throws IOException {
        ClientLink late = link(0);
        link(HANDSHAKE_NANOS);

        assertThat(links.findUseless(HANDSHAKE_NANOS + 1)).containsExactly(late);
    }

    @Test
    void shouldBeFullUntilOneIsGone() throws IOException {
        ClientLink first = link(0);
        link(0);
        assertThat(links.isFull()).isFalse();
        link(0);
        assertThat(links.isFull()).isTrue();
        links.remove(first);

        assertThat(links.isFull()).isFalse();
        assertThat(links.size()).isEqualTo(2);
    }
}
