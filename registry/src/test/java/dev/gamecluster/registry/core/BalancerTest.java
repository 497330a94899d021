package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static Map<String, Integer> choose(DirectorDriver cluster, int times) {
        Map<String, Integer> chosen = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            EndpointChoice choice = cluster.director.chooseEndpoint(cluster.now).orElseThrow();
            assertThat(choice.endpoint()).isEqualTo("tcp://" + choice.node() + ":5555");
            chosen.merge(choice.node(), 1, Integer::sum);
        }
        return chosen;
    }

    @Test
    void shouldSpreadABurstBetweenTwoHeartbeats() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        assertThat(choose(cluster, 100)).isEqualTo(Map.of("a", 50, "b", 50));
    }

    @Test
    void shouldSendMoreClientsToTheLessLoadedSlave() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        cluster.node(2).load = 10;
        cluster.run(100);
        assertThat(choose(cluster, 100)).isEqualTo(Map.of("a", 25, "b", 75));
    }

    @Test
    void shouldForgetTheClientsItSentWhenTheNodeReportsThem() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        cluster.node(2).load = 10;
        cluster.run(100);
        assertThat(choose(cluster, 40)).isEqualTo(Map.of("b", 40));
        cluster.run(100);
        assertThat(choose(cluster, 40)).isEqualTo(Map.of("b", 40));
    }

    @Test
    void shouldSendClientsToTheMasterOnlyWhenThereIsNoSlave() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a");
        assertThat(choose(cluster, 3)).isEqualTo(Map.of("a", 3));
        cluster.kill(2);
        cluster.run(100);
        assertThat(choose(cluster, 3)).isEqualTo(Map.of("m", 3));
        cluster.kill(1);
        assertThat(cluster.director.chooseEndpoint(cluster.now)).isEmpty();
    }

    @Test
    void shouldSendClientsToALiveSlaveWhileAnElectionIsUnderWay() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        cluster.fence = (expected, epoch) -> null;
        cluster.kill(1);
        cluster.run(300);
        assertThat(cluster.director.phase()).isEqualTo(Phase.FENCING);
        assertThat(choose(cluster, 2)).isEqualTo(Map.of("a", 1, "b", 1));
    }

    @Test
    void shouldSendNobodyToNodesThatJoin() {
        DirectorDriver cluster = new DirectorDriver(DirectorSettings.defaults());
        cluster.add(new FakeNode("a", 2));
        cluster.run(100);
        assertThat(cluster.director.chooseEndpoint(cluster.now)).isEmpty();
    }
}
