package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import dev.gamecluster.protocol.node.SessionKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A state in its first reign, and records in short. */
abstract class StateWithOneReign {
    static final int HERE = 11;
    static final int THERE = 22;
    static final long USER = 42;
    static final long OTHER = 43;

    final ReplicatedState state = new ReplicatedState();
    long keys;

    @BeforeEach
    void beginReign() {
        state.apply(new LogRecord.EpochStarted(1, HERE));
    }

    @AfterEach
    void hashShouldBeTheSameFromScratch() {
        assertThat(state.hash()).isEqualTo(state.recomputeHash());
    }

    SessionKey key() {
        return new SessionKey(7, ++keys);
    }

    Session login(long user) {
        return session(state.apply(new LogRecord.Login(key(), SessionKey.NONE, user, HERE, 0, 0)));
    }

    /** The session as it is now. */
    Session now(Session session) {
        return state.session(session.number());
    }

    Session session(Outcome outcome) {
        return state.session(outcome.session());
    }

    Outcome resume(SessionKey resumed, long user, int holder) {
        return state.apply(new LogRecord.Login(key(), resumed, user, holder, 500, 500));
    }

    Outcome velocity(Session session, long id, double x) {
        return state.apply(new LogRecord.SetVelocity(session.number(), id, x, 0));
    }

    Outcome aoe(Session session, long id) {
        return state.apply(new LogRecord.Aoe(session.number(), id, 50, 10));
    }

    Outcome logout(Session session, long id) {
        return state.apply(new LogRecord.Logout(session.number(), id));
    }

    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            state.apply(new LogRecord.Tick(state.tick() + 1));
        }
    }

    double x(long user) {
        return state.world().x(state.world().slotOf(user));
    }

    double velocityX(long user) {
        return state.world().velocityX(state.world().slotOf(user));
    }

    long money(long user) {
        return state.world().money(state.world().slotOf(user));
    }

    void expireDue() {
        for (long due = state.dueSession(); due != 0; due = state.dueSession()) {
            assertThat(state.apply(new LogRecord.Expire(due)).code()).isEqualTo(Code.APPLIED);
        }
    }
}
