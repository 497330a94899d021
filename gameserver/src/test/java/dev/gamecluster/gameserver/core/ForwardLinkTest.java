package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.LogRecord.SetVelocity;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.PeerMessage.Forward;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardLinkTest {
    private static final long RESEND_NANOS = 101_000_000L;
    private static final long FIRST_LINK = 5;

    private final ForwardLink link = new ForwardLink(2, 1, FIRST_LINK);
    private final SentToMaster output = new SentToMaster();
    private long nowNanos = 1_000_000_000L;

    private static Command command(long id) {
        return new SetVelocity(1, id, 0, 0);
    }

    private void submit(long from, long to) {
        for (long id = from; id <= to; id++) {
            assertThat(link.submit(command(id))).isTrue();
        }
    }

    private List<Forward> flush() {
        nowNanos += 1_000_000;
        link.flush(nowNanos, output);
        return output.take();
    }

    private static List<Long> ids(Forward forward) {
        return forward.commands().stream()
                .map(command -> ((SetVelocity) command).requestId())
                .toList();
    }

    @Test
    void shouldNumberCommandsFromOneAndSendEachOnce() {
        submit(101, 103);
        assertThat(flush()).singleElement().satisfies(forward -> {
            assertThat(forward.link()).isEqualTo(FIRST_LINK);
            assertThat(forward.firstNumber()).isEqualTo(1);
            assertThat(ids(forward)).containsExactly(101L, 102L, 103L);
        });

        submit(104, 104);

        assertThat(flush()).singleElement().satisfies(forward -> {
            assertThat(forward.firstNumber()).isEqualTo(4);
            assertThat(ids(forward)).containsExactly(104L);
        });
        assertThat(flush()).isEmpty();
    }

    @Test
    void shouldSendInBatches() {
        submit(1, 2 * Limits.FORWARD_COMMANDS + 1);

        assertThat(flush())
                .extracting(Forward::firstNumber)
                .containsExactly(1L, 1L + Limits.FORWARD_COMMANDS, 1L + 2 * Limits.FORWARD_COMMANDS);
    }

    @Test
    void shouldKeepACommandUntilItIsSeenInTheLog() {
        submit(1, 3);
        flush();
        link.applied(command(1), nowNanos);
        link.applied(new SetVelocity(7, 99, 0, 0), nowNanos);

        assertThat(link.size()).isEqualTo(2);
    }

    @Test
    void shouldKnowALoginByItsKeyAlthoughTheMasterChoseItsStart() {
        SessionKey key = new SessionKey(1, 2);
        link.submit(new LogRecord.Login(key, SessionKey.NONE, 42, 2, 0, 0));
        flush();

        link.applied(new LogRecord.Login(key, SessionKey.NONE, 42, 2, 512.5, -3), nowNanos);

        assertThat(link.size()).isZero();
    }

    @Test
    void shouldSendAgainWhenNothingMoves() {
        submit(1, 2);
        flush();
        nowNanos += RESEND_NANOS;

        assertThat(flush()).singleElement().satisfies(forward -> {
            assertThat(forward.firstNumber()).isEqualTo(1);
            assertThat(ids(forward)).containsExactly(1L, 2L);
        });
        assertThat(flush()).isEmpty();
    }

    @Test
    void shouldNotSendTwiceAfterALongPause() {
        submit(1, 1);
        flush();
        link.applied(command(1), nowNanos);
        nowNanos += 10 * RESEND_NANOS;
        submit(2, 2);

        assertThat(flush()).hasSize(1);
    }

    @Test
    void shouldSendAgainFromTheGapThatTheMasterSees() {
        submit(1, 5);
        flush();
        link.gap(FIRST_LINK, 3, nowNanos);

        assertThat(flush()).singleElement().satisfies(forward -> {
            assertThat(forward.firstNumber()).isEqualTo(3);
            assertThat(ids(forward)).containsExactly(3L, 4L, 5L);
        });
    }

    @Test
    void shouldIgnoreAGapOfAnotherLink() {
        submit(1, 5);
        flush();
        link.gap(FIRST_LINK - 1, 3, nowNanos);

        assertThat(flush()).isEmpty();
    }

    @Test
    void shouldBeginANewLinkWhenTheMasterExpectsWhatIsGone() {
        submit(1, 3);
        flush();
        link.applied(command(1), nowNanos);
        link.gap(FIRST_LINK, 1, nowNanos);

        assertThat(flush()).singleElement().satisfies(forward -> {
            assertThat(forward.link()).isEqualTo(FIRST_LINK + 1);
            assertThat(forward.firstNumber()).isEqualTo(1);
            assertThat(ids(forward)).containsExactly(2L, 3L);
        });
    }

    @Test
    void shouldGiveBackWhatWasRefusedAndSendOnlyTheRestOnANewLink() {
        submit(1, 4);
        flush();
        submit(5, 6);

        assertThat(link.refused(FIRST_LINK, 3)).containsExactly(command(3), command(4));

        assertThat(flush()).singleElement().satisfies(forward -> {
            assertThat(forward.link()).isEqualTo(FIRST_LINK + 1);
            assertThat(forward.firstNumber()).isEqualTo(1);
            assertThat(ids(forward))
                    .as("what the master took waits in its inbox")
                    .containsExactly(5L, 6L);
        });
        assertThat(link.refused(FIRST_LINK, 1)).as("of the old link").isEmpty();
    }

    @Test
    void shouldBeEmptyOnANewLinkAfterRenewal() {
        submit(1, 4);
        flush();
        link.renew();
        assertThat(link.size()).isZero();
        assertThat(flush()).isEmpty();

        submit(9, 9);

        assertThat(flush()).singleElement().satisfies(forward -> {
            assertThat(forward.link()).isEqualTo(FIRST_LINK + 1);
            assertThat(forward.firstNumber()).isEqualTo(1);
        });
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        submit(1, Limits.FORWARDED_COMMANDS);

        assertThat(link.submit(command(0))).isFalse();
        assertThat(link.size()).isEqualTo(Limits.FORWARDED_COMMANDS);
    }

    @Test
    void shouldFindTheRightCommandsFromEitherEnd() {
        submit(1, 100);
        flush();
        for (long expected = 1; expected <= 100; expected += 9) {
            link.gap(FIRST_LINK, expected, nowNanos);
            Forward forward = flush().getFirst();
            assertThat(ids(forward).getFirst()).isEqualTo(expected);
            assertThat(ids(forward)).hasSize((int) (101 - expected));
        }
    }

    /** Keeps what goes to the master; nothing else may happen. */
    private static final class SentToMaster extends NoOutput {
        private final List<Forward> sent = new ArrayList<>();

        @Override
        public void toMaster(PeerMessage message) {
            sent.add((Forward) message);
        }

        List<Forward> take() {
            List<Forward> taken = List.copyOf(sent);
            sent.clear();
            return taken;
        }
    }
}
