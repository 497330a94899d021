package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import org.junit.jupiter.api.Test;

/** A write with an id is applied once. */
class ExactlyOnceTest extends StateWithOneReign {
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
