package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.node.LogRecord;
import org.junit.jupiter.api.Test;

/** Reigns, admissions, ticks, hashes. */
class ReigningTest extends StateWithOneReign {
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
