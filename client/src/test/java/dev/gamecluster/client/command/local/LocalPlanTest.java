package dev.gamecluster.client.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalPlanTest {
    @Test
    void shouldGiveEveryProcessPortsOfItsOwn() {
        LocalPlan plan = new LocalPlan(LocalPlan.SLAVES, 8080, 5550, null);
        assertThat(plan.ports())
                .extracting(LocalPlan.Port::number)
                .doesNotHaveDuplicates()
                .hasSize(2 + 4 * 17);
    }

    @Test
    void shouldConfigureByEnvironment() {
        LocalPlan plan = new LocalPlan(2, 18080, 15550, "-1,-2,3,4");
        assertThat(plan.programs(Path.of("/opt/gamecluster")))
                .extracting(LocalPlan.Program::name)
                .containsExactly("registry", "demo-0", "demo-1", "demo-2");
        LocalPlan.Program last = plan.programs(Path.of("/opt/gamecluster")).getLast();
        assertThat(last.jar()).isEqualTo(Path.of("/opt/gamecluster/gameserver/target/quarkus-app/quarkus-run.jar"));
        assertThat(last.environment())
                .containsEntry("GAMECLUSTER_NODE_NAME", "demo-2")
                .containsEntry("GAMECLUSTER_NODE_REGISTRY", "tcp://127.0.0.1:15550")
                .containsEntry("GAMECLUSTER_NODE_CLIENT_PORT", "15575")
                .containsEntry("GAMECLUSTER_NODE_INTERNAL_PORT", "15576")
                .containsEntry("GAMECLUSTER_NODE_FEED_PORT", "15577")
                .containsEntry("GAMECLUSTER_NODE_HTTP_PORT", "15578")
                .containsEntry("GAMECLUSTER_WORLD_START_AREA", "-1,-2,3,4")
                .containsEntry(
                        "GAMECLUSTER_PARENT_PID",
                        Long.toString(ProcessHandle.current().pid()));
    }
}
