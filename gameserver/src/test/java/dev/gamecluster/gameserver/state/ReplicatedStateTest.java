package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every record by the table of DESIGN section 4. */
class ReplicatedStateTest {
    private static final int HERE = 11;
    private static final int THERE = 22;
    private static final long USER = 42;
    private static final long OTHER = 43;

    private final ReplicatedState state = new ReplicatedState();
    private long keys;

    @BeforeEach
    void beginReign() {
        state.apply(new LogRecord.EpochStarted(1, HERE));
    }

    @AfterEach
    void hashShouldBeTheSameFromScratch() {
        assertThat(state.hash()).isEqualTo(state.recomputeHash());
    }

    private SessionKey key() {
        return new SessionKey(7, ++keys);
    }

    private Session login(long user) {
        return session(state.apply(new LogRecord.Login(key(), SessionKey.NONE, user, HERE, 0, 0)));
    }

    private Session session(Outcome outcome) {
        return state.session(outcome.session());
    }

    private Outcome resume(SessionKey resumed, long user, int holder) {
        return state.apply(new LogRecord.Login(key(), resumed, user, holder, 500, 500));
    }

    private Outcome velocity(Session session, long id, double x) {
        return state.apply(new LogRecord.SetVelocity(session.number(), id, x, 0));
    }

    private Outcome aoe(Session session, long id) {
        return state.apply(new LogRecord.Aoe(session.number(), id, 50, 10));
    }

    private Outcome logout(Session session, long id) {
        return state.apply(new LogRecord.Logout(session.number(), id));
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            state.apply(new LogRecord.Tick(state.tick() + 1));
        }
    }

    private double x(long user) {
        return state.world().x(state.world().slotOf(user));
    }

    private double velocityX(long user) {
        return state.world().velocityX(state.world().slotOf(user));
    }

    private long money(long user) {
        return state.world().money(state.world().slotOf(user));
    }

    private void expireDue() {
        for (long due = state.dueSession(); due != 0; due = state.dueSession()) {
            assertThat(state.apply(new LogRecord.Expire(due)).code()).isEqualTo(Code.APPLIED);
        }
    }

    @Nested
    class Logins {
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
            assertThat(session.holder()).isEqualTo(THERE);
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
            assertThat(state.session(other.number())).isSameAs(other);
            assertThat(other.holder()).isEqualTo(HERE);
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

    @Nested
    class Claims {
        private Outcome claim(Session session, int holder) {
            return state.apply(new LogRecord.Login(session.key(), session.key(), session.user(), holder, 0, 0));
        }

        @Test
        void shouldBringASessionInGraceBackToItsHolder() {
            Session session = login(USER);
            state.apply(new LogRecord.NodeLost(HERE));

            assertThat(claim(session, HERE).code()).isEqualTo(Code.RESUMED);
            assertThat(session.state()).isEqualTo(SessionState.ACTIVE);
            assertThat(session.deadlineTick()).isZero();
        }

        @Test
        void shouldNotTakeASessionThatWasResumedElsewhere() {
            Session session = login(USER);
            state.apply(new LogRecord.NodeLost(HERE));
            resume(session.key(), USER, THERE);

            assertThat(claim(session, HERE).code()).isEqualTo(Code.IGNORED);
            assertThat(session.holder()).isEqualTo(THERE);
        }

        @Test
        void shouldNotStartASessionWhenItsOwnHasEnded() {
            Session session = login(USER);
            Session newer = login(USER);

            assertThat(claim(session, HERE).code()).isEqualTo(Code.IGNORED);
            assertThat(state.replacedSession()).isZero();
            assertThat(state.session(newer.number())).isSameAs(newer);
            assertThat(state.sessionCount()).isEqualTo(1);
        }
    }

    @Nested
    class Logouts {
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

    @Nested
    class ExactlyOnce {
        @Test
        void shouldGiveTickAndHitsOfTheFirstTimeAndPayOnce() {
            Session session = login(USER);
            login(OTHER);
            Outcome first = aoe(session, 9);
            ticks(30);

            Outcome again = aoe(session, 9);

            assertThat(first).isEqualTo(new Outcome(Code.APPLIED, 1, 1, 0));
            assertThat(again).isEqualTo(new Outcome(Code.REPEATED, 1, 1, 0));
            assertThat(money(OTHER)).isEqualTo(10);
            assertThat(money(USER)).isZero();
        }

        @Test
        void shouldAcceptIdsInAnyOrder() {
            Session session = login(USER);

            assertThat(velocity(session, 10, 1).code()).isEqualTo(Code.APPLIED);
            assertThat(velocity(session, 3, 2).code()).isEqualTo(Code.APPLIED);
            assertThat(velocity(session, 10, 9).code()).isEqualTo(Code.REPEATED);
            assertThat(velocityX(USER)).isEqualTo(2);
        }

        @Test
        void shouldExpireWhatMayHaveBeenForgottenAndNotApplyIt() {
            Session session = login(USER);
            for (int id = 1; id <= Limits.SESSION_MEMORY + 1; id++) {
                velocity(session, id, 1);
            }

            assertThat(velocity(session, 1, 7)).isEqualTo(new Outcome(Code.EXPIRED, 0, 0, 0));
            assertThat(velocityX(USER)).isEqualTo(1);
            assertThat(velocity(session, 2, 7).code()).isEqualTo(Code.REPEATED);
        }

        @Test
        void shouldKnowIdsAcrossAResume() {
            Session session = login(USER);
            login(OTHER);
            aoe(session, 4);
            state.apply(new LogRecord.NodeLost(HERE));
            Session resumed = session(resume(session.key(), USER, THERE));

            assertThat(aoe(resumed, 4).code()).isEqualTo(Code.REPEATED);
            assertThat(money(OTHER)).isEqualTo(10);
        }

        @Test
        void shouldNotKnowIdsOfAnotherSession() {
            velocity(login(USER), 4, 1);

            assertThat(velocity(login(OTHER), 4, 1).code()).isEqualTo(Code.APPLIED);
        }
    }

    @Nested
    class SilenceAndLoss {
        @Test
        void shouldStartTheGracePeriodOfASilentClientAndKeepItMoving() {
            Session session = login(USER);
            velocity(session, 1, 1);

            assertThat(state.apply(new LogRecord.Silent(session.number(), HERE)).code())
                    .isEqualTo(Code.APPLIED);
            ticks(50);

            assertThat(session.state()).isEqualTo(SessionState.GRACE);
            assertThat(x(USER)).isEqualTo(1.0);
            assertThat(state.loggedInUsers()).isEqualTo(1);
        }

        @Test
        void shouldIgnoreAReportOfSomeoneWhoDoesNotHoldTheSession() {
            Session session = login(USER);

            assertThat(state.apply(new LogRecord.Silent(session.number(), THERE)))
                    .isEqualTo(Outcome.IGNORED);
            assertThat(state.apply(new LogRecord.Silent(999, HERE))).isEqualTo(Outcome.IGNORED);
            assertThat(session.state()).isEqualTo(SessionState.ACTIVE);
        }

        @Test
        void shouldNotProlongTheGracePeriodWhenReportedAgain() {
            Session session = login(USER);
            state.apply(new LogRecord.Silent(session.number(), HERE));
            long deadline = session.deadlineTick();
            ticks(10);

            assertThat(state.apply(new LogRecord.Silent(session.number(), HERE)))
                    .isEqualTo(Outcome.IGNORED);
            state.apply(new LogRecord.NodeLost(HERE));
            assertThat(session.deadlineTick()).isEqualTo(deadline);
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

            assertThat(session.state()).isEqualTo(SessionState.ACTIVE);
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

            assertThat(here.state()).isEqualTo(SessionState.ACTIVE);
            assertThat(there.state()).isEqualTo(SessionState.GRACE);
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
                state.forEachSession(
                        session -> assertThat(session.deadlineTick()).isLessThanOrEqualTo(state.tick()));
                for (long number = 1; number <= 10L * (round + 1); number++) {
                    state.apply(new LogRecord.Expire(number));
                }
                ticks(1);
                assertThat(newest).isEqualTo(10);
                assertThat(state.sessions().deadlineCount()).isZero();
            }
        }
    }

    @Nested
    class Reigning {
        @Test
        void shouldRememberWhereAReignBegan() {
            ticks(3);
            state.apply(new LogRecord.EpochStarted(5, THERE));

            assertThat(state.reigns().current()).isEqualTo(5);
            assertThat(state.position().epoch()).isEqualTo(5);
            assertThat(state.position().seq()).isEqualTo(5);
            assertThat(state.position().tick()).isEqualTo(3);
        }

        @Test
        void shouldNotCountAMasterAsAdmittedSlave() {
            state.apply(new LogRecord.SlaveAdmitted(THERE));
            assertThat(state.admissions().admittedSeq(THERE)).isEqualTo(2);

            state.apply(new LogRecord.EpochStarted(2, THERE));

            assertThat(state.admissions().toList()).isEmpty();
            assertThat(state.admissions().admittedSeq(THERE)).isZero();
        }

        @Test
        void shouldBreakWhenTheLogSkipsATick() {
            ticks(1);

            assertThatThrownBy(() -> state.apply(new LogRecord.Tick(3)))
                    .hasMessage("the log says tick 3, the world is at 2");
            ticks(0);
        }

        @Test
        void shouldNotChangeByAHash() {
            long before = state.hash();
            state.apply(new LogRecord.StateHash(1));

            assertThat(state.hash()).isEqualTo(before);
            assertThat(state.seq()).isEqualTo(2);
        }
    }
}
