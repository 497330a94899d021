package dev.gamecluster.client.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.command.ClusterStatus;
import dev.gamecluster.client.command.ClusterStatus.Node;
import dev.gamecluster.client.command.bots.BotsReport;
import dev.gamecluster.client.command.local.StatusView.Picture;
import dev.gamecluster.client.command.local.StatusView.Running;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusViewTest {
    private static final List<Running> CHILDREN = List.of(
            new Running("registry", 100),
            new Running("demo-0", 101),
            new Running("demo-1", 0),
            new Running("demo-2", 103));

    @Test
    void shouldShowNodesWithPidsAndWhatToKill() {
        List<Node> nodes = List.of(
                new Node("demo-0", "master", "live", 2, 5_000, 900, 0, 0, 20, 0.03, "tcp://127.0.0.1:5555", "", 20),
                new Node("demo-1", "slave", "lost", 1, 10, 9, 0, 0, 20, 0, "tcp://127.0.0.1:5565", "", 900),
                new Node("demo-2", "slave", "lost", 1, 10, 9, 0, 0, 20, 0, "tcp://127.0.0.1:5575", "", 900),
                new Node("demo-2", "slave", "live", 2, 4_998, 900, 2.4, 20, 20, 0.01, "tcp://127.0.0.1:5575", "", 30));
        ClusterStatus status = new ClusterStatus("local/demo", 2, "demo-0", 20, 20, "steady", "enforced", "", nodes);
        BotsReport bots = new BotsReport(20, 20, 39.8, 1_234, 0, 187);

        assertThat(StatusView.table(new Picture(status, "", CHILDREN, bots, "FAILOVER demo-1 -> demo-0", 3_725)))
                .containsExactly(
                        "",
                        "cluster local/demo: master demo-0, epoch 2, 2 nodes, 20 clients, 20 users, up 01:02:05",
                        "",
                        "NODE      ROLE    STATE       PID  EPOCH   SEQ  TICK   LAG  CLIENTS  LOAD",
                        "registry          live        100",
                        "demo-0    master  live        101      2  5000   900     -        0   3 %",
                        "demo-1            restarting    -",
                        "demo-2    slave   live        103      2  4998   900  2 ms       20   1 %",
                        "",
                        "20 bots: 40 writes/s acknowledged (1234 in all), 0 failed, largest gap between two 187 ms",
                        "last failover: FAILOVER demo-1 -> demo-0",
                        "Kill the master and watch:  kill -9 101     Ctrl-C stops everything.");
    }

    @Test
    void shouldSayThatTheRegistryDoesNotAnswer() {
        List<String> lines = StatusView.table(new Picture(null, "it is not reachable", CHILDREN, null, "", 1));
        assertThat(lines).contains("no status yet (it is not reachable), up 00:00:01", "last failover: none yet");
        assertThat(lines).anyMatch(line -> line.matches("demo-0\\s+starting\\s+101"));
    }
}
