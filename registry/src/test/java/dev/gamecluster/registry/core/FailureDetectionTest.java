package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureDetectionTest {
    private final DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b");

    @Test
    void shouldNotDelistNodeWhenOneHeartbeatIsLate() {
        cluster.node(2).heartbeatsStayAway = true;
        cluster.run(340);
        cluster.node(2).heartbeatsStayAway = false;
        cluster.run(400);

        assertThat(cluster.output.events(ClusterEvent.Suspect.class)).hasSize(1);
        assertThat(cluster.output.events(ClusterEvent.Recovered.class)).hasSize(1);
        assertThat(cluster.output.events(ClusterEvent.Left.class)).isEmpty();
        assertThat(cluster.states()).containsExactly("a=LIVE", "b=LIVE", "m=LIVE");
        assertThat(cluster.output.all(Assignment.class))
                .allSatisfy(assignment -> assertThat(assignment.live()).containsExactly(1, 2, 3));
    }

    @Test
    void shouldSayThatTheMasterHoldsWhenEachHeartbeatOfASecondSaysSo() {
        cluster.node(1).holding = true;
        cluster.run(900);
        cluster.node(1).holding = false;
        cluster.run(100);
        cluster.node(1).holding = true;
        cluster.run(900);
        assertThat(cluster.director.view(cluster.now).master())
                .hasValueSatisfying(master -> assertThat(master.holding()).isFalse());

        cluster.run(200);
        assertThat(cluster.director.view(cluster.now).master())
                .hasValueSatisfying(master -> assertThat(master.holding()).isTrue());
    }

    @Test
    void shouldLoseSlaveThatAnswersNoProbe() {
        cluster.hang(2);
        cluster.run(500);

        assertThat(cluster.output.events(ClusterEvent.Left.class))
                .containsExactly(new ClusterEvent.Left("a", 2, Reason.HEARTBEAT_LOST));
        assertThat(cluster.states()).containsExactly("a=LOST", "b=LIVE", "m=LIVE");
        assertThat(cluster.output.to(1, Assignment.class).getLast().live()).containsExactly(1, 3);
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
    }

    @Test
    void shouldKeepMasterWhenItsConnectionClosesAndItAnswersTheProbe() {
        cluster.director.onConnectionLost(1, cluster.now);
        assertThat(cluster.director.phase()).isEqualTo(Phase.PROBING);
        cluster.answerAll();

        assertThat(cluster.director.phase()).isEqualTo(Phase.STEADY);
        cluster.run(300);
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
    }

    @Test
    void shouldLoseNodeAtOnceWhenItsConnectionClosedAndNobodyListensThereAnyMore() {
        cluster.kill(2);
        assertThat(cluster.states()).containsExactly("a=SUSPECT", "b=LIVE", "m=LIVE");
        cluster.director.onConnectionRefused(2, cluster.now);
        cluster.director.onTimer(cluster.now);

        assertThat(cluster.states()).containsExactly("a=LOST", "b=LIVE", "m=LIVE");
    }

    @Test
    void shouldNotBelieveARefusalOfANodeThatIsTrusted() {
        cluster.director.onConnectionRefused(1, cluster.now);
        cluster.run(300);

        assertThat(cluster.states()).containsExactly("a=LIVE", "b=LIVE", "m=LIVE");
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
    }

    @Test
    void shouldNotTrustHeartbeatSentBeforeTheConnectionClosed() {
        cluster.kill(1);
        cluster.heartbeat(cluster.node(1));
        cluster.run(60);

        assertThat(cluster.output.events(ClusterEvent.Left.class))
                .containsExactly(new ClusterEvent.Left("m", 1, Reason.CONNECTION_LOST));
    }

    @Test
    void shouldShowNodeAsSuspectButKeepItWhenOnlyItsControlLinkIsBroken() {
        cluster.node(2).heartbeatsStayAway = true;
        cluster.run(3_500);

        assertThat(cluster.states()).containsExactly("a=SUSPECT", "b=LIVE", "m=LIVE");
        assertThat(cluster.output.events(ClusterEvent.Suspect.class)).hasSize(1);
        assertThat(cluster.output.events(ClusterEvent.Left.class)).isEmpty();
        assertThat(cluster.director
                        .chooseEndpoint(Reach.INSIDE, cluster.now)
                        .orElseThrow()
                        .node())
                .isEqualTo("b");

        cluster.node(2).heartbeatsStayAway = false;
        cluster.run(200);
        assertThat(cluster.states()).containsExactly("a=LIVE", "b=LIVE", "m=LIVE");
    }

    @Test
    void shouldBlameNobodyWhenTheRegistryItselfWasPaused() {
        cluster.now += 2_000 * DirectorDriver.MILLI;
        cluster.director.onTimer(cluster.now);

        assertThat(cluster.output.events).isEmpty();
        cluster.silence(290);
        assertThat(cluster.output.events).isEmpty();
        cluster.silence(10);
        assertThat(cluster.output.events(ClusterEvent.Suspect.class)).hasSize(3);
    }

    @Test
    void shouldLoseNodeAtOnceWhenItIsKnownToBeGone() {
        cluster.hang(2);
        cluster.director.onNodeGone("a", cluster.now);
        cluster.heartbeat(cluster.node(2));

        assertThat(cluster.states()).containsExactly("a=LOST", "b=LIVE", "m=LIVE");
        assertThat(cluster.output.forgotten).containsExactly(2);
    }

    @Test
    void shouldLoseNodeWhenAnotherProcessAnswersAtItsAddress() {
        cluster.hang(2);
        cluster.director.onConnectionLost(2, cluster.now);
        long nonce = cluster.output.probes.getLast().nonce();
        cluster.director.onProbeReply(
                new dev.gamecluster.protocol.node.PeerMessage.ProbeReply(
                        nonce, 77, dev.gamecluster.protocol.node.Role.JOINING, 0, cluster.node(2).position),
                cluster.now);

        assertThat(cluster.states()).containsExactly("a=LOST", "b=LIVE", "m=LIVE");
    }

    @Test
    void shouldReplaceRestartedSlaveWithoutSuspicion() {
        cluster.hang(2);
        cluster.add(new FakeNode("a", 9));
        cluster.heartbeat(cluster.node(9));
        cluster.heartbeat(cluster.node(2));

        assertThat(cluster.output.events)
                .containsExactly(new ClusterEvent.Left("a", 2, Reason.RESTARTED), new ClusterEvent.Joined("a", 9));
        assertThat(cluster.output.to(1, Assignment.class).getLast().live()).containsExactly(1, 3, 9);
    }

    @Test
    void shouldListLostNodeForSixtySeconds() {
        cluster.hang(2);
        cluster.run(59_000);
        assertThat(cluster.states()).contains("a=LOST");
        cluster.run(2_000);
        assertThat(cluster.states()).isEqualTo(List.of("b=LIVE", "m=LIVE"));
    }

    @Test
    void shouldListReturnedNodeOnce() {
        cluster.hang(2);
        cluster.run(1_000);
        cluster.node(2).running = true;
        cluster.run(200);

        assertThat(cluster.states()).containsExactly("a=LIVE", "b=LIVE", "m=LIVE");
        assertThat(cluster.output.events(ClusterEvent.Joined.class)).hasSize(1);
    }

    @Test
    void shouldRefuseMoreNodesThanThereMayBe() {
        for (int id = 100; id < 200; id++) {
            cluster.heartbeat(new FakeNode("extra-" + id, id));
        }
        assertThat(cluster.director.view(cluster.now).nodes()).hasSize(dev.gamecluster.protocol.Limits.NODES);
    }

    @Test
    void shouldLoseNobodyWhenEverybodyIsSilentForAMoment() {
        cluster.silence(900);
        cluster.heartbeat(cluster.node(2));
        cluster.silence(200);
        cluster.heartbeat(cluster.node(1));
        cluster.heartbeat(cluster.node(3));
        cluster.forgetSeen();
        cluster.run(200);

        assertThat(cluster.output.events(ClusterEvent.Left.class)).isEmpty();
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
        assertThat(cluster.states()).containsExactly("a=LIVE", "b=LIVE", "m=LIVE");
    }

    @Test
    void shouldLoseEverybodyWhenEverybodyIsSilentForLong() {
        cluster.silence(3_500);

        assertThat(cluster.states()).containsExactly("a=LOST", "b=LOST", "m=LOST");
        assertThat(cluster.output.all(Prepare.class)).isEmpty();
    }
}
