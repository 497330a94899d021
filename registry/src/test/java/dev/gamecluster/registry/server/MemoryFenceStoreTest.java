package dev.gamecluster.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.registry.core.FenceResult;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryFenceStoreTest {
    private final MemoryFenceStore store = new MemoryFenceStore();

    private FenceResult fence(long expectedEpoch, long epoch, int masterId) {
        AtomicReference<FenceResult> result = new AtomicReference<>();
        store.fence("local/demo", expectedEpoch, epoch, masterId, "node-" + masterId, result::set);
        return result.get();
    }

    @Test
    void shouldBelieveTheDirectorAfterARestart() {
        assertThat(fence(41, 42, 1)).isEqualTo(new FenceResult.Won(42));
    }

    @Test
    void shouldLetOnlyOneWinAnEpoch() {
        assertThat(fence(4, 5, 1)).isEqualTo(new FenceResult.Won(5));
        assertThat(fence(4, 5, 2)).isEqualTo(new FenceResult.Lost(5, 5));
        assertThat(fence(4, 7, 2)).isEqualTo(new FenceResult.Lost(7, 5));
        assertThat(fence(5, 7, 2)).isEqualTo(new FenceResult.Won(7));
    }

    @Test
    void shouldAnswerARepeatedQuestionAsBefore() {
        assertThat(fence(4, 5, 1)).isEqualTo(new FenceResult.Won(5));
        assertThat(fence(4, 5, 1)).isEqualTo(new FenceResult.Won(5));
    }
}
