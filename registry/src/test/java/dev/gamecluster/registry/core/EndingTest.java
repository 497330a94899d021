package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Leave;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import org.junit.jupiter.api.Test;

/** A cluster that is being deleted. */
class EndingTest {
    private static Leave lastTold(DirectorDriver cluster, int node) {
        return cluster.output.to(node, Assignment.class).getLast().leave();
    }

    @Test
    void shouldTellEverybodyAtOnceThatNobodyTakesOver() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        cluster.run(100);
        assertThat(lastTold(cluster, 1)).isEqualTo(Leave.STAY);
        cluster.director.end(cluster.now);
        for (int node = 1; node <= 3; node++) {
            assertThat(lastTold(cluster, node)).isEqualTo(Leave.END);
        }
    }

    @Test
    void shouldNeitherHandOverNorElect() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        cluster.director.end(cluster.now);
        cluster.node(1).leaving = true;
        cluster.run(2_000);
        assertThat(cluster.output.to(1, StepDown.class)).isEmpty();
        assertThat(lastTold(cluster, 1)).isEqualTo(Leave.END);
        cluster.kill(1);
        cluster.run(2_000);
        assertThat(cluster.output.to(2, Prepare.class)).isEmpty();
        assertThat(cluster.director.view(cluster.now).nodes()).hasSize(3);
    }

    @Test
    void shouldTellItInTheMiddleOfAnElection() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        cluster.fence = (expected, epoch) -> null;
        cluster.kill(1);
        cluster.run(300);
        assertThat(cluster.director.phase()).isEqualTo(Phase.FENCING);
        cluster.director.end(cluster.now);
        assertThat(lastTold(cluster, 2)).isEqualTo(Leave.END);
        assertThat(lastTold(cluster, 3)).isEqualTo(Leave.END);
    }

    @Test
    void shouldTellANodeThatComesMeanwhile() {
        DirectorDriver cluster = new DirectorDriver(DirectorSettings.defaults());
        cluster.director.end(cluster.now);
        cluster.add(new FakeNode("a", 2));
        cluster.run(100);
        assertThat(lastTold(cluster, 2)).isEqualTo(Leave.END);
    }
}
