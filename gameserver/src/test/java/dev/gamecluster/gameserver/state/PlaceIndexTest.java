package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceIndexTest {
    private final SessionRecords records = new SessionRecords();
    private final PlaceIndex index = new PlaceIndex(records, SessionRecords.KEY_HIGH, SessionRecords.KEY_LOW);

    private int add(long high, long low) {
        int place = records.take();
        records.set(place, SessionRecords.NUMBER, 1);
        records.set(place, SessionRecords.KEY_HIGH, high);
        records.set(place, SessionRecords.KEY_LOW, low);
        index.add(place);
        return place;
    }

    private void remove(int place) {
        index.remove(place);
        records.giveBack(place);
    }

    @Test
    void shouldFindNothingWhenEmpty() {
        assertThat(index.find(1, 2)).isEqualTo(PlaceIndex.NOT_FOUND);
    }

    @Test
    void shouldCompareBothWords() {
        int place = add(1, 2);

        assertThat(index.find(1, 2)).isEqualTo(place);
        assertThat(index.find(2, 1)).isEqualTo(PlaceIndex.NOT_FOUND);
        assertThat(index.find(1, 3)).isEqualTo(PlaceIndex.NOT_FOUND);
    }

    /** Few keys, so that runs of cells are long and gaps are filled again and again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAgreeWithAHashMapWhateverComesAndGoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<List<Long>, Integer> model = new HashMap<>();
        for (int step = 0; step < 60_000; step++) {
            List<Long> key = List.of((long) random.nextInt(100), (long) random.nextInt(60));
            boolean mostlyAdding = step % 20_000 < 14_000;
            if (!model.containsKey(key) && random.nextInt(10) < (mostlyAdding ? 8 : 2)) {
                model.put(key, add(key.get(0), key.get(1)));
            } else if (model.containsKey(key) && random.nextInt(10) < (mostlyAdding ? 2 : 8)) {
                remove(model.remove(key));
            }
            assertThat(index.find(key.get(0), key.get(1))).isEqualTo(model.getOrDefault(key, PlaceIndex.NOT_FOUND));
        }
        assertThat(model).isNotEmpty();
        model.forEach(
                (key, place) -> assertThat(index.find(key.get(0), key.get(1))).isEqualTo(place));
    }

    @Test
    void shouldUsePlacesAgain() {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            places.add(add(i, i));
        }
        places.forEach(this::remove);
        for (int i = 0; i < 5_000; i++) {
            add(i, -i);
        }

        assertThat(records.end()).isEqualTo(5_000);
        assertThat(index.find(7, 7)).isEqualTo(PlaceIndex.NOT_FOUND);
        assertThat(index.find(7, -7)).isNotEqualTo(PlaceIndex.NOT_FOUND);
    }
}
