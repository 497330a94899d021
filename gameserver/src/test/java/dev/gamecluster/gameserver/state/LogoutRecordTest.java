package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import org.junit.jupiter.api.Test;

/** Logging out, again, and behind a resuming login. */
class LogoutRecordTest extends StateWithOneReign {
    @Test
    void shouldKeepPositionAndMoney() {
        Session session = login(USER);
        aoe(login(OTHER), 1);
        velocity(session, 1, 10);
        ticks(50);

        Outcome outcome = logout(session, 2);
        ticks(50);

        assertThat(outcome.code()).isEqualTo(Code.APPLIED);
        assertThat(outcome.tick()).isEqualTo(51);
        assertThat(state.loggedInUsers()).isEqualTo(1);
        assertThat(x(USER)).isEqualTo(10.0);
        assertThat(money(USER)).isEqualTo(10);
    }

    @Test
    void shouldAnswerARepeatedLogoutAsBeforeDuringTheGracePeriod() {
        Session session = login(USER);
        Outcome first = logout(session, 5);
        ticks(100);

        Outcome again = logout(session, 5);

        assertThat(again.code()).isEqualTo(Code.REPEATED);
        assertThat(again.tick()).isEqualTo(first.tick());
        assertThat(logout(session, 6).code()).isEqualTo(Code.NOT_LOGGED_IN);
        assertThat(velocity(session, 7, 1).code()).isEqualTo(Code.NOT_LOGGED_IN);
    }

    @Test
    void shouldAnswerWritesFromBeforeTheLogoutAsBefore() {
        Session session = login(USER);
        Outcome first = velocity(session, 4, 1);
        logout(session, 5);
        ticks(3);

        Outcome again = velocity(session, 4, 1);

        assertThat(again.code()).isEqualTo(Code.REPEATED);
        assertThat(again.tick()).isEqualTo(first.tick());
    }

    @Test
    void shouldForgetALoggedOutSessionAfterTheGracePeriod() {
        Session session = login(USER);
        logout(session, 5);
        ticks(Limits.GRACE_TICKS - 1);
        assertThat(state.dueSession()).isZero();
        ticks(1);
        expireDue();

        assertThat(state.sessionCount()).isZero();
        assertThat(logout(session, 5).code()).isEqualTo(Code.NOT_LOGGED_IN);
    }

    @Test
    void shouldAnswerALogoutRepeatedBehindAResumingLoginAsBeforeAndLogOutAgain() {
        Session session = login(USER);
        Outcome first = logout(session, 5);
        ticks(20);
        Session second = session(resume(session.key(), USER, THERE));
        assertThat(state.loggedInUsers()).isEqualTo(1);

        Outcome again = logout(second, 5);

        assertThat(again.code()).isEqualTo(Code.REPEATED);
        assertThat(again.tick()).isEqualTo(first.tick());
        assertThat(state.loggedInUsers()).isZero();
    }

    @Test
    void shouldApplyAnotherLogoutBehindAResumingLoginAsNew() {
        Session session = login(USER);
        logout(session, 5);
        ticks(20);
        Session second = session(resume(session.key(), USER, THERE));

        Outcome outcome = logout(second, 6);

        assertThat(outcome.code()).isEqualTo(Code.APPLIED);
        assertThat(outcome.tick()).isEqualTo(21);
    }

    @Test
    void shouldNotInheritTheLogoutOfAnotherUser() {
        Session session = login(OTHER);
        logout(session, 5);
        Session second = session(resume(session.key(), USER, HERE));
        ticks(5);

        assertThat(logout(second, 5).code()).isEqualTo(Code.APPLIED);
    }
}
