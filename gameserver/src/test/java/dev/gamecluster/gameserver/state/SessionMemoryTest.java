package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMemoryTest {
    private final SessionMemory memory = new SessionMemory();

    @Test
    void shouldRememberNothingWhenNew() {
        assertThat(memory.find(1)).isEqualTo(-1);
        assertThat(memory.isExpired(1)).isFalse();
        assertThat(memory.forgottenId()).isZero();
        assertThat(memory.size()).isZero();
    }

    @Test
    void shouldRememberTickAndHitsWhileItGrows() {
        for (int id = 1; id <= Limits.SESSION_MEMORY; id++) {
            memory.remember(id, 1_000 + id, 3 * id);
        }

        assertThat(memory.size()).isEqualTo(Limits.SESSION_MEMORY);
        for (int id = 1; id <= Limits.SESSION_MEMORY; id++) {
            int at = memory.find(id);
            assertThat(memory.tickAt(at)).isEqualTo(1_000 + id);
            assertThat(memory.hitsAt(at)).isEqualTo(3 * id);
            assertThat(memory.isExpired(id)).isFalse();
        }
    }

    @Test
    void shouldForgetTheOldestWhenFullAndCallItExpired() {
        for (int id = 1; id <= Limits.SESSION_MEMORY + 1; id++) {
            memory.remember(id, id, 0);
        }

        assertThat(memory.size()).isEqualTo(Limits.SESSION_MEMORY);
        assertThat(memory.find(1)).isEqualTo(-1);
        assertThat(memory.isExpired(1)).isTrue();
        assertThat(memory.find(2)).isNotEqualTo(-1);
        assertThat(memory.isExpired(2)).isFalse();
    }

    @Test
    void shouldExpireEveryUnknownIdUpToTheLargestForgottenOne() {
        memory.remember(1_000, 1, 0);
        for (int id = 1; id <= Limits.SESSION_MEMORY; id++) {
            memory.remember(id, 2, 0);
        }

        assertThat(memory.forgottenId()).isEqualTo(1_000);
        assertThat(memory.isExpired(999)).isTrue();
        assertThat(memory.isExpired(1_000)).isTrue();
        assertThat(memory.isExpired(1_001)).isFalse();
        assertThat(memory.find(7)).as("remembered although below the mark").isNotEqualTo(-1);
    }

    @Test
    void shouldNotLowerTheMarkWhenASmallerIdIsForgottenLater() {
        memory.remember(1_000, 1, 0);
        for (int id = 1; id <= Limits.SESSION_MEMORY + 5; id++) {
            memory.remember(id, 2, 0);
        }

        assertThat(memory.forgottenId()).isEqualTo(1_000);
    }

    @Test
    void shouldHaveTheSameDigestWhateverTheOrderOfApplication() {
        SessionMemory other = new SessionMemory();
        memory.remember(1, 5, 0);
        memory.remember(2, 6, 1);
        other.remember(2, 6, 1);
        other.remember(1, 5, 0);

        assertThat(memory.digest()).isEqualTo(other.digest()).isNotEqualTo(new SessionMemory().digest());
    }

    @Test
    void shouldBeTheSameAfterACopy() {
        for (int id = 1; id <= 700; id++) {
            memory.remember(2L * id, id, id % 5);
        }

        SessionMemory copy = SessionMemory.of(
                memory.forgottenId(), memory.idsInOrder(), memory.ticksInOrder(), memory.hitsInOrder());

        assertThat(copy.digest()).isEqualTo(memory.digest());
        assertThat(copy.forgottenId()).isEqualTo(memory.forgottenId());
        memory.remember(5_000, 1, 1);
        copy.remember(5_000, 1, 1);
        assertThat(copy.digest()).as("forgets the same next").isEqualTo(memory.digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldAgreeWithAPlainListForIdsInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<Long> model = new ArrayList<>();
        Map<Long, Long> ticks = new HashMap<>();
        long mark = 0;
        for (int step = 0; step < 3_000; step++) {
            long id = 1 + step / 2 + random.nextInt(400);
            boolean known = model.contains(id);
            assertThat(memory.find(id) >= 0).isEqualTo(known);
            if (known) {
                assertThat(memory.tickAt(memory.find(id))).isEqualTo(ticks.get(id));
            } else if (!memory.isExpired(id)) {
                assertThat(id).isGreaterThan(mark);
                memory.remember(id, step, 0);
                model.add(id);
                ticks.put(id, (long) step);
                if (model.size() > Limits.SESSION_MEMORY) {
                    mark = Math.max(mark, model.removeFirst());
                }
            }
            assertThat(memory.forgottenId()).isEqualTo(mark);
        }
        assertThat(memory.idsInOrder())
                .containsExactly(model.stream().mapToLong(Long::longValue).toArray());
    }
}
