package dev.gamecluster.gameserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTicketsTest {
    private static final long NOW_SECONDS = 1_800_000_000L;
    private final Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW_SECONDS), ZoneOffset.UTC);
    private final SignedTickets tickets = new SignedTickets("a secret of the house", clock);

    private String ticket(String user, long expiry) {
        return user + "." + expiry + "." + tickets.sign(user + "." + expiry);
    }

    @Test
    void shouldBeWhatOthersCompute() {
        // printf 42.1800000001 | openssl dgst -sha256 -hmac "a secret of the house" -binary | basenc --base64url
        assertThat(tickets.sign("42.1800000001")).isEqualTo("oF9OowWG88nk1-5yN3aX5-h9M4olK21eZZskJ5zm5a0");
    }

    @Test
    void shouldAcceptASignedTicketOfItsUserUntilItExpires() {
        assertThat(tickets.accepts(42, ticket("42", NOW_SECONDS + 1))).isTrue();
        assertThat(tickets.accepts(42, ticket("42", NOW_SECONDS))).isFalse();
        assertThat(tickets.accepts(43, ticket("42", NOW_SECONDS + 1))).isFalse();
    }

    @Test
    void shouldKnowUsersAsUnsignedNumbers() {
        assertThat(tickets.accepts(-1, ticket("18446744073709551615", NOW_SECONDS + 1)))
                .isTrue();
        assertThat(tickets.accepts(-1, ticket("-1", NOW_SECONDS + 1))).isFalse();
    }

    @Test
    void shouldRefuseATicketOfAnotherSecret() {
        SignedTickets others = new SignedTickets("another secret, as long", clock);
        String text = "42." + (NOW_SECONDS + 1);

        assertThat(tickets.accepts(42, text + "." + others.sign(text))).isFalse();
    }

    @Test
    void shouldRefuseNothing() {
        assertThat(tickets.accepts(42, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "42", "42.1900000000", "42.1900000000.", "42.soon.x", "42.1900000000.x.y"})
    void shouldRefuseNonsense(String ticket) {
        assertThat(tickets.accepts(42, ticket)).isFalse();
    }

    @Test
    void shouldRefuseEveryChangedCharacter() {
        String sound = ticket("42", NOW_SECONDS + 1);
        for (int i = 0; i < sound.length(); i++) {
            char other = sound.charAt(i) == '1' ? '2' : '1';
            assertThat(tickets.accepts(42, sound.substring(0, i) + other + sound.substring(i + 1)))
                    .isFalse();
        }
    }
}
