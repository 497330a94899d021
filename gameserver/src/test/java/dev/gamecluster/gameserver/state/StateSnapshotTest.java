package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.SessionKey;
import dev.gamecluster.protocol.node.SnapshotPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateSnapshotTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldGiveTheSameOutcomesAndHashOnEveryNode(long seed) {
        RecordStream stream = new RecordStream(seed);
        ReplicatedState one = new ReplicatedState();
        ReplicatedState other = new ReplicatedState();
        ReplicatedState twin = new ReplicatedState();
        for (int step = 0; step < 6_000; step++) {
            LogRecord record = stream.applyNext(one);

            assertThat(other.apply(record)).isEqualTo(twin.apply(record));
            assertThat(other.replacedSession()).isEqualTo(one.replacedSession());
            assertThat(other.hash()).isEqualTo(one.hash());
            if (step % 97 == 0) {
                assertThat(other.hash()).as("seed %d step %d", seed, step).isEqualTo(other.recomputeHash());
            }
        }
        assertThat(one.sessionCount()).isPositive();
        assertThat(one.sessions().deadlineCount()).isLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void shouldRestoreTheStateOfOneMomentWhileRecordsGoOn(long seed) {
        Random random = new Random(seed);
        RecordStream stream = new RecordStream(seed);
        ReplicatedState state = new ReplicatedState();
        for (int round = 0; round < 12; round++) {
            for (int step = random.nextInt(600); step >= 0; step--) {
                stream.applyNext(state);
            }
            long hash = state.hash();
            List<LogRecord> meanwhile = new ArrayList<>();
            StateSnapshot snapshot = state.beginSnapshot();
            StateRestore restore = new StateRestore(snapshot.position(), snapshot.hash(), snapshot.header());
            assertThat(snapshot.hash()).isEqualTo(hash);
            for (SnapshotPart part = snapshot.next(); part != null; part = snapshot.next()) {
                restore.add(part);
                for (int step = random.nextInt(40); step >= 0; step--) {
                    meanwhile.add(stream.applyNext(state));
                }
            }
            snapshot.close();

            ReplicatedState restored = restore.finish();

            assertThat(restored).as("seed %d round %d", seed, round).isNotNull();
            assertThat(restored.recomputeHash()).isEqualTo(hash);
            assertThat(restored.position()).isEqualTo(snapshot.position());
            meanwhile.forEach(restored::apply);
            assertSame(state, restored);
            goOnTogether(stream, state, restored);
        }
    }

    private static void goOnTogether(RecordStream stream, ReplicatedState state, ReplicatedState restored) {
        for (int step = 0; step < 300; step++) {
            LogRecord record = stream.applyNext(state);
            restored.apply(record);
            assertThat(restored.dueSession() == 0).isEqualTo(state.dueSession() == 0);
        }
        assertSame(state, restored);
    }

    private static void assertSame(ReplicatedState state, ReplicatedState restored) {
        assertThat(restored.hash()).isEqualTo(state.hash());
        assertThat(restored.position()).isEqualTo(state.position());
        assertThat(restored.sessionCount()).isEqualTo(state.sessionCount());
        assertThat(restored.admissions().toList()).isEqualTo(state.admissions().toList());
        assertThat(restored.reigns().toList()).isEqualTo(state.reigns().toList());
        state.forEachSession(session -> {
            Session same = restored.session(session.key());
            assertThat(same).isEqualTo(session);
            assertThat(idsOf(restored, session.number())).containsExactly(idsOf(state, session.number()));
        });
    }

    private static long[] idsOf(ReplicatedState state, long session) {
        return state.sessions().memory(state.sessions().byNumber(session)).idsInOrder();
    }

    @Test
    void shouldRefuseASnapshotThatLacksAPiece() {
        RecordStream stream = new RecordStream(5);
        ReplicatedState state = new ReplicatedState();
        for (int step = 0; step < 500; step++) {
            stream.applyNext(state);
        }
        StateSnapshot snapshot = state.beginSnapshot();
        StateRestore restore = new StateRestore(snapshot.position(), snapshot.hash(), snapshot.header());
        restore.add(snapshot.next());
        snapshot.close();

        assertThat(restore.finish()).as("without the sessions").isNull();
    }

    @Test
    void shouldReadASecondSnapshotAfterTheFirstWasGivenUp() {
        ReplicatedState state = new ReplicatedState();
        state.apply(new LogRecord.EpochStarted(1, 1));
        for (int user = 1; user <= 200; user++) {
            state.apply(new LogRecord.Login(new SessionKey(1, user), SessionKey.NONE, user, 1, user, 0));
        }
        StateSnapshot abandoned = state.beginSnapshot();
        abandoned.next();
        abandoned.close();
        for (int user = 1; user <= 200; user += 2) {
            state.apply(new LogRecord.Logout(user, 1));
        }

        StateSnapshot snapshot = state.beginSnapshot();
        StateRestore restore = new StateRestore(snapshot.position(), snapshot.hash(), snapshot.header());
        for (SnapshotPart part = snapshot.next(); part != null; part = snapshot.next()) {
            restore.add(part);
        }

        assertThat(restore.finish()).isNotNull();
    }
}
