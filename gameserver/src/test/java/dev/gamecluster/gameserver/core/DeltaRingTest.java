package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaRingTest {
    private static final Delta.Entry ENTRY = new Delta.Entry(new LogRecord.Expire(1), Outcome.IGNORED);

    private static Delta delta(long firstSeq, int entries) {
        return new Delta(1, firstSeq, 0, Collections.nCopies(entries, ENTRY));
    }

    private final DeltaRing ring = new DeltaRing(Limits.RING_BYTES);

    @Test
    void shouldCoverNothingWhenEmpty() {
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.lastSeq()).isZero();
        assertThat(ring.covers(0)).isFalse();
        assertThat(ring.covers(1)).isFalse();
        assertThat(ring.from(1, 1_000)).isEmpty();
    }

    @Test
    void shouldFindTheDeltaThatContainsASeq() {
        ring.add(delta(5, 3));
        ring.add(delta(8, 1));
        ring.add(delta(9, 4));

        assertThat(ring.lastSeq()).isEqualTo(12);
        assertThat(ring.covers(4)).isFalse();
        assertThat(ring.covers(13)).isFalse();
        assertThat(ring.from(13, 1_000_000)).isEmpty();
        long[][] firstBySeq = {{5, 5}, {6, 5}, {7, 5}, {8, 8}, {9, 9}, {10, 9}, {12, 9}};
        for (long[] pair : firstBySeq) {
            assertThat(ring.covers(pair[0])).isTrue();
            assertThat(ring.from(pair[0], 1_000_000).getFirst().firstSeq()).isEqualTo(pair[1]);
        }
        assertThat(ring.from(6, 1_000_000)).hasSize(3);
    }

    @Test
    void shouldGiveAtLeastOneDeltaAndAboutTheBytesAskedFor() {
        for (int i = 0; i < 100; i++) {
            ring.add(delta(1 + 10L * i, 10));
        }

        assertThat(ring.from(1, 1)).hasSize(1);
        assertThat(ring.from(1, 3_000)).hasSize(3);
    }

    @Test
    void shouldGiveWhatWasPutIn() {
        Delta delta = new Delta(
                3,
                77,
                123_456_789,
                List.of(
                        new Delta.Entry(new LogRecord.Tick(5), new Outcome(Outcome.Code.APPLIED, 0, 0, 0)),
                        new Delta.Entry(
                                new LogRecord.Aoe(9, 4, 12.5, 100), new Outcome(Outcome.Code.APPLIED, 0, 17, 0))));

        ring.add(delta);

        assertThat(ring.from(78, 1)).containsExactly(delta);
    }

    @Test
    void shouldRefuseAGap() {
        ring.add(delta(5, 3));

        assertThatThrownBy(() -> ring.add(delta(9, 1))).hasMessage("delta begins at 9, expected 8");
        assertThatThrownBy(() -> ring.add(delta(7, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDropTheOldestWhenItHasTooManyBytes() {
        DeltaRing small = new DeltaRing(600);
        for (int i = 0; i < 50; i++) {
            small.add(delta(1 + 10L * i, 10));
        }

        List<Delta> kept = small.from(500, 1_000_000);
        assertThat(kept).hasSize(1);
        assertThat(small.covers(1)).isFalse();
        assertThat(small.covers(500 - 60)).isTrue();
        small.add(delta(501, 4_096));
        assertThat(small.covers(501)).as("the newest always stays").isTrue();
        assertThat(small.covers(500)).isFalse();
    }

    @Test
    void shouldDropTheOldestWhenItHasTooManyDeltas() {
        for (int i = 1; i <= 70_000; i++) {
            ring.add(delta(i, 1));
        }

        assertThat(ring.covers(70_000 - 65_536)).isFalse();
        assertThat(ring.covers(70_000 - 65_535)).isTrue();
        assertThat(ring.from(66_000, 1).getFirst().firstSeq()).isEqualTo(66_000);
    }

    @Test
    void shouldBeginAnywhereAfterItWasCleared() {
        ring.add(delta(5, 3));
        ring.clear();
        ring.add(delta(1_000, 2));

        assertThat(ring.covers(5)).isFalse();
        assertThat(ring.lastSeq()).isEqualTo(1_001);
    }
}
