package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Grace periods. */
class SilenceAndLossTest extends StateWithOneReign {
    @Test
    void shouldStartTheGracePeriodOfASilentClientAndKeepItMoving() {
        Session session = login(USER);
        velocity(session, 1, 1);

        assertThat(state.apply(new LogRecord.Silent(session.number(), HERE)).code())
                .isEqualTo(Code.APPLIED);
        ticks(50);

        assertThat(now(session).state()).isEqualTo(SessionState.GRACE);
        assertThat(x(USER)).isEqualTo(1.0);
        assertThat(state.loggedInUsers()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreAReportOfSomeoneWhoDoesNotHoldTheSession() {
        Session session = login(USER);

        assertThat(state.apply(new LogRecord.Silent(session.number(), THERE))).isEqualTo(Outcome.IGNORED);
        assertThat(state.apply(new LogRecord.Silent(999, HERE))).isEqualTo(Outcome.IGNORED);
        assertThat(now(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void shouldNotProlongTheGracePeriodWhenReportedAgain() {
        Session session = login(USER);
        state.apply(new LogRecord.Silent(session.number(), HERE));
        long deadline = now(session).deadlineTick();
        ticks(10);

        assertThat(state.apply(new LogRecord.Silent(session.number(), HERE))).isEqualTo(Outcome.IGNORED);
        state.apply(new LogRecord.NodeLost(HERE));
        assertThat(now(session).deadlineTick()).isEqualTo(deadline);
    }

    @Test
    void shouldLogOutAfterTheGracePeriodAndKeepPositionAndMoney() {
        Session session = login(USER);
        velocity(session, 1, 1);
        state.apply(new LogRecord.Silent(session.number(), HERE));
        ticks(Limits.GRACE_TICKS);
        expireDue();

        assertThat(state.loggedInUsers()).isZero();
        assertThat(state.sessionCount()).isZero();
        assertThat(x(USER)).isEqualTo(10.0);
        assertThat(resume(session.key(), USER, HERE).code())
                .as("too late to resume")
                .isEqualTo(Code.APPLIED);
    }

    @Test
    void shouldReactivateASessionInGraceThatWrites() {
        Session session = login(USER);
        state.apply(new LogRecord.NodeLost(HERE));
        ticks(100);

        assertThat(velocity(session, 1, 1).code()).isEqualTo(Code.APPLIED);
        ticks(Limits.GRACE_TICKS + 1);

        assertThat(now(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(state.dueSession()).isZero();
    }

    @Test
    void shouldIgnoreAnExpiryBeforeTheDeadline() {
        Session session = login(USER);
        assertThat(state.apply(new LogRecord.Expire(session.number()))).isEqualTo(Outcome.IGNORED);
        state.apply(new LogRecord.Silent(session.number(), HERE));
        ticks(Limits.GRACE_TICKS - 1);

        assertThat(state.apply(new LogRecord.Expire(session.number()))).isEqualTo(Outcome.IGNORED);
        assertThat(state.session(session.number())).isNotNull();
    }

    @Test
    void shouldStartTheGracePeriodOnlyOfWhatALostNodeHeld() {
        Session here = login(USER);
        Session there = session(resume(SessionKey.NONE, OTHER, THERE));
        state.apply(new LogRecord.SlaveAdmitted(THERE));

        state.apply(new LogRecord.NodeLost(THERE));

        assertThat(now(here).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(now(there).state()).isEqualTo(SessionState.GRACE);
        assertThat(state.admissions().contains(THERE)).isFalse();
    }

    @Test
    void shouldKeepNoStaleDeadlinesWhereNobodyAsksWhatIsDue() {
        LongFunction<Session> comeAndGo = user -> {
            Session session = login(user);
            logout(session, 1);
            return session;
        };
        for (int round = 0; round < 20; round++) {
            for (long user = 0; user < 10; user++) {
                comeAndGo.apply(user);
            }
            ticks(Limits.GRACE_TICKS);
            long newest = state.sessions().deadlineCount();
            state.forEachSession(session -> assertThat(session.deadlineTick()).isLessThanOrEqualTo(state.tick()));
            for (long number = 1; number <= 10L * (round + 1); number++) {
                state.apply(new LogRecord.Expire(number));
            }
            ticks(1);
            assertThat(newest).isEqualTo(10);
            assertThat(state.sessions().deadlineCount()).isZero();
        }
    }
}
