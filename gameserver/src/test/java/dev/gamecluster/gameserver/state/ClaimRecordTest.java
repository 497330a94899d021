package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import org.junit.jupiter.api.Test;

/** A holder that claims its session back. */
class ClaimRecordTest extends StateWithOneReign {
    private Outcome claim(Session session, int holder) {
        return state.apply(new LogRecord.Login(session.key(), session.key(), session.user(), holder, 0, 0));
    }

    @Test
    void shouldBringASessionInGraceBackToItsHolder() {
        Session session = login(USER);
        state.apply(new LogRecord.NodeLost(HERE));

        assertThat(claim(session, HERE).code()).isEqualTo(Code.RESUMED);
        assertThat(now(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(now(session).deadlineTick()).isZero();
    }

    @Test
    void shouldNotTakeASessionThatWasResumedElsewhere() {
        Session session = login(USER);
        state.apply(new LogRecord.NodeLost(HERE));
        resume(session.key(), USER, THERE);

        assertThat(claim(session, HERE).code()).isEqualTo(Code.IGNORED);
        assertThat(now(session).holder()).isEqualTo(THERE);
    }

    @Test
    void shouldNotStartASessionWhenItsOwnHasEnded() {
        Session session = login(USER);
        Session newer = login(USER);

        assertThat(claim(session, HERE).code()).isEqualTo(Code.IGNORED);
        assertThat(state.replacedSession()).isZero();
        assertThat(state.session(newer.number())).isEqualTo(newer);
        assertThat(state.sessionCount()).isEqualTo(1);
    }
}
