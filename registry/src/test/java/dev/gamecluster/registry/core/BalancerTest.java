package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalancerTest {
    private static Map<String, Integer> choose(DirectorDriver cluster, int times) {
        Map<String, Integer> chosen = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            EndpointChoice choice =
                    cluster.director.chooseEndpoint(Reach.INSIDE, cluster.now).orElseThrow();
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
        assertThat(cluster.director.chooseEndpoint(Reach.INSIDE, cluster.now)).isEmpty();
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

    private static Optional<EndpointChoice> chooseOutside(DirectorDriver cluster) {
        return cluster.director.chooseEndpoint(Reach.OUTSIDE, cluster.now);
    }

    @Test
    void shouldSendClientsOutsideToTheBestNodeWhoseEndpointIsPublished() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        cluster.node(3).load = 900;
        cluster.run(100);
        cluster.director.publish(new PublishedEndpoints(Map.of("m", "tcp://h:30000", "b", "tcp://h:30002")));
        assertThat(chooseOutside(cluster)).contains(new EndpointChoice("b", "tcp://h:30002"));
        assertThat(choose(cluster, 1)).containsOnlyKeys("a");
        cluster.kill(3);
        cluster.run(100);
        assertThat(chooseOutside(cluster)).contains(new EndpointChoice("m", "tcp://h:30000"));
        cluster.kill(1);
        cluster.run(100);
        assertThat(chooseOutside(cluster)).isEmpty();
    }

    @Test
    void shouldForgetWhatIsPublishedNoMore() {
        DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");
        assertThat(chooseOutside(cluster)).isEmpty();
        cluster.director.publish(new PublishedEndpoints(Map.of("a", "tcp://h:30001")));
        cluster.director.publish(new PublishedEndpoints(Map.of("b", "tcp://h:30002", "nobody", "tcp://h:30009")));
        assertThat(chooseOutside(cluster)).contains(new EndpointChoice("b", "tcp://h:30002"));
        assertThat(cluster.director.view(cluster.now).nodes())
                .extracting(NodeView::name, NodeView::publishedEndpoint)
                .containsExactly(
                        tuple("a", Optional.empty()),
                        tuple("b", Optional.of("tcp://h:30002")),
                        tuple("m", Optional.empty()));
        cluster.director.publish(PublishedEndpoints.NONE);
        assertThat(chooseOutside(cluster)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp://h:1", "tcp://10.0.0.7:65535", "tcp://[fd00::1]:5555", "tcp://game.example.com:30100"})
    void shouldPublishEndpoints(String endpoint) {
        assertThat(new PublishedEndpoints(Map.of("a", endpoint)).byNode()).containsValue(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h:1",
                "tcp://h",
                "tcp://h:",
                "tcp://h:0",
                "tcp://h:65536",
                "tcp://:1",
                "udp://h:1",
                "tcp://h:1/x"
            })
    void shouldPublishNothingElse(String endpoint) {
        assertThatThrownBy(() -> new PublishedEndpoints(Map.of("a", endpoint)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the published endpoint of a is '" + endpoint + "', allowed is tcp://host:port");
    }

    @Test
    void shouldSendNobodyToNodesThatJoin() {
        DirectorDriver cluster = new DirectorDriver(DirectorSettings.defaults());
        cluster.add(new FakeNode("a", 2));
        cluster.run(100);
        assertThat(cluster.director.chooseEndpoint(Reach.INSIDE, cluster.now)).isEmpty();
    }
}
