package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void shouldKeepRequestsById() {
        Slots slots = new Slots(3);
        for (int i = 0; i < 100; i++) {
            long id = slots.add(Operation.QUERY, 1_000 + i);
            assertThat(id).isEqualTo(3 + i);
            slots.sent(id, 2_000 + i);
        }
        assertThat(slots.count()).isEqualTo(100);
        assertThat(slots.dueNanos(50)).isEqualTo(1_047);
        assertThat(slots.firstSentNanos(50)).isEqualTo(2_047);
        slots.sent(50, 9_000);
        assertThat(slots.firstSentNanos(50)).isEqualTo(2_047);
        assertThat(slots.lastSentNanos(50)).isEqualTo(9_000);
        assertThat(slots.operation(2)).isNull();
        assertThat(slots.operation(103)).isNull();
    }

    @Test
    void shouldHaveNoRoomWhenTheOldestIsFarBehind() {
        Slots slots = new Slots(1);
        slots.add(Operation.SET_VELOCITY, 0);
        for (int i = 1; i < LoadClient.UNANSWERED; i++) {
            assertThat(slots.hasRoom()).isTrue();
            slots.remove(slots.add(Operation.SET_VELOCITY, 0));
        }
        assertThat(slots.hasRoom()).isFalse();
        slots.remove(1);
        assertThat(slots.hasRoom()).isTrue();
        assertThat(slots.first()).isEqualTo(slots.next());
    }

    @Test
    void shouldBehaveLikeAMap() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Slots slots = new Slots(3);
            TreeMap<Long, Long> model = new TreeMap<>();
            for (int step = 0; step < 2_000; step++) {
                if (slots.hasRoom() && random.nextBoolean()) {
                    long due = random.nextLong(1_000_000);
                    model.put(slots.add(Operation.AOE, due), due);
                } else if (!model.isEmpty()) {
                    Long guess = model.ceilingKey(slots.first() + random.nextInt(LoadClient.UNANSWERED));
                    long id = guess == null ? model.firstKey() : guess;
                    assertThat(slots.dueNanos(id)).isEqualTo(model.remove(id));
                    slots.remove(id);
                    assertThat(slots.operation(id)).isNull();
                }
                assertThat(slots.count()).as("seed %d", seed).isEqualTo(model.size());
                for (long id : model.keySet()) {
                    assertThat(slots.operation(id)).isEqualTo(Operation.AOE);
                }
            }
        }
    }
}
