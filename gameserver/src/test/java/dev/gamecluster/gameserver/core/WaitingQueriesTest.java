package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.Request.Query;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingQueriesTest {
    private static final long WAIT_NANOS = Limits.QUERY_WAIT_MILLIS * 1_000_000L;

    private final WaitingQueries waiting = new WaitingQueries();
    private final List<Long> ready = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();

    private void add(long id, long minimumTick, long nowNanos) {
        assertThat(waiting.add(7, new Query(id, 0, 0, 1, 1, minimumTick), nowNanos))
                .isTrue();
    }

    private void release(long tick, long nowNanos) {
        waiting.release(
                tick,
                nowNanos,
                query -> ready.add(query.query().id()),
                query -> late.add(query.query().id()));
    }

    @Test
    void shouldReleaseWhatIsReadyInOrderOfArrival() {
        add(1, 20, 0);
        add(2, 10, 0);
        add(3, 20, 0);
        release(9, 1);
        assertThat(ready).isEmpty();

        release(10, 1);
        assertThat(ready).containsExactly(2L);
        release(25, 1);
        assertThat(ready).containsExactly(2L, 1L, 3L);
        assertThat(waiting.size()).isZero();
        assertThat(late).isEmpty();
    }

    @Test
    void shouldGiveUpWhatWaitedTooLong() {
        add(1, 20, 0);
        add(2, 20, 1);
        release(10, WAIT_NANOS - 1);
        assertThat(late).isEmpty();

        release(10, WAIT_NANOS);
        assertThat(late).containsExactly(1L);
        release(20, WAIT_NANOS + 1);
        assertThat(ready).containsExactly(2L);
    }

    @Test
    void shouldRatherAnswerThanGiveUp() {
        add(1, 20, 0);
        release(20, 10 * WAIT_NANOS);

        assertThat(ready).containsExactly(1L);
        assertThat(late).isEmpty();
    }

    @Test
    void shouldTakeNoMoreThanItsBound() {
        for (int id = 1; id <= Limits.WAITING_QUERIES; id++) {
            add(id, 1_000, 0);
        }

        assertThat(waiting.add(7, new Query(0, 0, 0, 1, 1, 1_000), 0)).isFalse();
    }
}
