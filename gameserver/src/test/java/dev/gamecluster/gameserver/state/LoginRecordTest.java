package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import dev.gamecluster.protocol.node.SessionKey;
import org.junit.jupiter.api.Test;

/** Starting, resuming and replacing a session. */
class LoginRecordTest extends StateWithOneReign {
    @Test
    void shouldCreateAUserAtItsStartOnlyTheFirstTime() {
        Outcome first = state.apply(new LogRecord.Login(key(), SessionKey.NONE, USER, HERE, 12, 34));
        logout(session(first), 1);
        state.apply(new LogRecord.Login(key(), SessionKey.NONE, USER, HERE, 900, 900));

        assertThat(first.code()).isEqualTo(Code.APPLIED);
        assertThat(first.tick()).isEqualTo(1);
        assertThat(x(USER)).isEqualTo(12);
    }

    @Test
    void shouldAnswerTheRunningSessionWhenTheSameLoginComesTwice() {
        LogRecord.Login login = new LogRecord.Login(key(), SessionKey.NONE, USER, HERE, 1, 1);
        Outcome first = state.apply(login);
        Outcome second = state.apply(login);

        assertThat(second.code()).isEqualTo(Code.REPEATED);
        assertThat(second.session()).isEqualTo(first.session());
        assertThat(state.sessionCount()).isEqualTo(1);
    }

    @Test
    void shouldResumeWithVelocityAndKeyAndMoveToTheNewHolder() {
        Session session = login(USER);
        velocity(session, 1, 2.5);
        ticks(10);

        Outcome resumed = resume(session.key(), USER, THERE);

        assertThat(resumed.code()).isEqualTo(Code.RESUMED);
        assertThat(resumed.session()).isEqualTo(session.number());
        assertThat(now(session).holder()).isEqualTo(THERE);
        assertThat(velocityX(USER)).isEqualTo(2.5);
        assertThat(state.replacedSession()).isZero();
    }

    @Test
    void shouldReplaceTheRunningSessionOfTheUserAndStopIt() {
        Session old = login(USER);
        velocity(old, 1, 5);
        ticks(50);

        Session fresh = login(USER);

        assertThat(state.replacedSession()).isEqualTo(old.number());
        assertThat(fresh.number()).isNotEqualTo(old.number());
        assertThat(fresh.key()).isNotEqualTo(old.key());
        assertThat(x(USER)).isEqualTo(5.0);
        assertThat(velocityX(USER)).isZero();
        assertThat(state.session(old.number())).isNull();
        assertThat(velocity(old, 2, 1).code()).isEqualTo(Code.NOT_LOGGED_IN);
        ticks(1);
        assertThat(state.replacedSession())
                .as("belongs to the last record only")
                .isZero();
    }

    @Test
    void shouldStartANewSessionWhenTheKeyIsUnknown() {
        Session old = login(USER);
        Outcome outcome = resume(new SessionKey(99, 99), USER, HERE);

        assertThat(outcome.code()).isEqualTo(Code.APPLIED);
        assertThat(state.replacedSession()).isEqualTo(old.number());
    }

    @Test
    void shouldStartANewSessionWhenTheKeyIsOfAnotherUserAndLeaveThatOneAlone() {
        Session other = login(OTHER);

        Outcome outcome = resume(other.key(), USER, THERE);

        assertThat(outcome.code()).isEqualTo(Code.APPLIED);
        assertThat(outcome.session()).isNotEqualTo(other.number());
        assertThat(state.session(other.number())).isEqualTo(other);
    }

    @Test
    void shouldNotResumeALoggedOutSession() {
        Session old = login(USER);
        velocity(old, 1, 3);
        logout(old, 2);

        Outcome outcome = resume(old.key(), USER, HERE);

        assertThat(outcome.code()).isEqualTo(Code.APPLIED);
        assertThat(session(outcome).key()).isNotEqualTo(old.key());
        assertThat(velocityX(USER)).isZero();
    }
}
