package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReignsTest {
    private static final long LAST_SEQ = 300;
    private final Reigns reigns = new Reigns();

    ReignsTest() {
        reigns.begin(1, 1);
        reigns.begin(3, 100);
        reigns.begin(4, 200);
    }

    @ParameterizedTest(name = "a log that ends in epoch {0} at seq {1}: {2}")
    @CsvSource({
        "0,   0, true",
        "1,   1, true",
        "1,  99, true",
        "1, 100, false",
        "1, 250, false",
        "2,  50, false",
        "2, 150, false",
        "3,  99, false",
        "3, 100, true",
        "3, 199, true",
        "3, 200, false",
        "4, 199, false",
        "4, 200, true",
        "4, 300, true",
        "4, 301, false",
        "5, 300, false",
    })
    void shouldContainExactlyTheBeginningsOfItsLog(long epoch, long seq, boolean contained) {
        assertThat(reigns.contain(new Position(epoch, seq, 7), LAST_SEQ)).isEqualTo(contained);
    }

    @Test
    void shouldContainNothingButTheEmptyLogWhenEmpty() {
        Reigns none = new Reigns();

        assertThat(none.current()).isZero();
        assertThat(none.contain(Position.NOTHING, 0)).isTrue();
        assertThat(none.contain(new Position(1, 1, 0), 5)).isFalse();
    }

    @Test
    void shouldRefuseAnEpochThatDoesNotRise() {
        assertThatThrownBy(() -> reigns.begin(4, 301)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reigns.begin(2, 301)).hasMessageContaining("epoch 2 does not follow epoch 4");
    }

    @Test
    void shouldKnowOnlyTheNewestReigns() {
        Reigns many = new Reigns();
        for (int epoch = 1; epoch <= Limits.REIGNS + 2; epoch++) {
            many.begin(epoch, 10L * epoch);
        }

        assertThat(many.toList()).hasSize(Limits.REIGNS);
        assertThat(many.contain(new Position(2, 25, 0), 10_000))
                .as("too old: a snapshot")
                .isFalse();
        assertThat(many.contain(new Position(3, 35, 0), 10_000)).isTrue();
    }

    @Test
    void shouldDecideTheSameAfterRestore() {
        Reigns restored = new Reigns();
        restored.restore(reigns.toList());

        for (long epoch = 0; epoch <= 5; epoch++) {
            for (long seq = 0; seq <= LAST_SEQ + 1; seq += 1) {
                Position position = new Position(epoch, seq, 0);
                assertThat(restored.contain(position, LAST_SEQ)).isEqualTo(reigns.contain(position, LAST_SEQ));
            }
        }
    }
}
