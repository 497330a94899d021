package dev.gamecluster.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.operator.api.GameClusterStatus.Phase;
import dev.gamecluster.registry.core.Failover;
import dev.gamecluster.registry.core.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;

class StatusPlannerTest {
    private static Condition condition(Plan plan, String type) {
        return plan.status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static GameClusterStatus before(Picture picture) {
        return picture.plan().status();
    }

    @Test
    void shouldBePendingBeforeAnythingRuns() {
        Plan plan = new Picture().epoch(0).plan();
        assertThat(plan.status().phase()).isEqualTo(Phase.Pending);
        assertThat(condition(plan, "MasterAvailable").getStatus()).isEqualTo("False");
    }

    @Test
    void shouldBeStartingWhileFirstNodesCome() {
        assertThat(new Picture().epoch(0).joining(0).joining(1).plan().status().phase())
                .isEqualTo(Phase.Starting);
        Picture master = new Picture().master(0).joining(1).joining(2);
        assertThat(master.plan().status().phase()).isEqualTo(Phase.Starting);
    }

    @Test
    void shouldBeRunningWhenAllSlavesAreReady() {
        Plan plan = Picture.running(2).plan();
        assertThat(plan.status().phase()).isEqualTo(Phase.Running);
        assertThat(plan.status().master()).isEqualTo("demo-0");
        assertThat(plan.status().epoch()).isEqualTo(1);
        assertThat(plan.status().slaves()).isEqualTo(2);
        assertThat(plan.status().readySlaves()).isEqualTo(2);
        assertThat(plan.status().selector()).isEqualTo("gamecluster.dev/cluster=demo,gamecluster.dev/role=slave");
        assertThat(plan.status().observedGeneration()).isEqualTo(7);
        assertThat(condition(plan, "Ready").getStatus()).isEqualTo("True");
        assertThat(condition(plan, "ReplicationHealthy").getStatus()).isEqualTo("True");
        assertThat(condition(plan, "ScalingActive").getStatus()).isEqualTo("False");
    }

    @Test
    void shouldBeDegradedWhenASlaveIsLostAndStartingWhenMoreAreWanted() {
        GameClusterStatus running = before(Picture.running(2));
        Picture lost = Picture.running(2).lost(2).status(running);
        assertThat(lost.plan().status().phase()).isEqualTo(Phase.Degraded);
        Picture more = Picture.running(2).slaves(4).status(running);
        assertThat(more.plan().status().phase()).isEqualTo(Phase.Starting);
    }

    @Test
    void shouldBeFailingOverWithoutMaster() {
        Picture picture = new Picture()
                .slave(1, 0)
                .slave(2, 0)
                .status(before(Picture.running(2)))
                .phase(dev.gamecluster.registry.core.Phase.PREPARING);
        Plan plan = picture.plan();
        assertThat(plan.status().phase()).isEqualTo(Phase.FailingOver);
        assertThat(condition(plan, "MasterAvailable").getMessage()).isEqualTo("an election is under way");
    }

    @Test
    void shouldKeepWhatWasSaidWhileTheRegistryListens() {
        GameClusterStatus running = before(Picture.running(2));
        Picture picture = new Picture().status(running).phase(dev.gamecluster.registry.core.Phase.SETTLING);
        Picture.running(2);
        GameClusterStatus now = picture.plan().status();
        assertThat(now.phase()).isEqualTo(Phase.Running);
        assertThat(now.master()).isEqualTo("demo-0");
        assertThat(now.readySlaves()).isEqualTo(2);
        assertThat(now.conditions()).isEqualTo(running.conditions());
    }

    @Test
    void shouldNeverLowerTheEpoch() {
        GameClusterStatus stored = before(Picture.running(2)).withReign(9, "demo-2", 77);
        GameClusterStatus now = Picture.running(2).status(stored).plan().status();
        assertThat(now.epoch()).isEqualTo(9);
        assertThat(now.master()).isEqualTo("demo-2");
        assertThat(now.masterProcess()).isEqualTo(77);
    }

    @Test
    void shouldSayWhatIsWrongWithAPod() {
        Picture picture = Picture.running(2).lost(2).status(before(Picture.running(2)));
        picture.pod(picture.pod(2).problem("ImagePullFailed", "pod demo-2 cannot get its image nope:1"));
        Condition ready = condition(picture.plan(), "Ready");
        assertThat(ready.getReason()).isEqualTo("ImagePullFailed");
        assertThat(ready.getMessage()).contains("pod demo-2 cannot get its image nope:1", "1 of 2 slaves ready");
        assertThat(picture.plan().status().phase()).isEqualTo(Phase.Degraded);
    }

    @Test
    void shouldSayWhatKubernetesRefused() {
        Picture picture =
                new Picture().epoch(0).failure(new Problem("QuotaExceeded", "pod demo-0 cannot be created: quota"));
        assertThat(condition(picture.plan(), "Ready").getReason()).isEqualTo("QuotaExceeded");
    }

    @Test
    void shouldSayThatTheMasterHoldsWrites() {
        Plan plan = new Picture()
                .slaves(1)
                .holdingMaster(0)
                .slave(1, 0)
                .status(before(Picture.running(1)))
                .plan();
        assertThat(condition(plan, "ReplicationHealthy").getReason()).isEqualTo("LossBoundReached");
        assertThat(plan.status().phase()).isEqualTo(Phase.Degraded);
    }

    @Test
    void shouldSayThatAWorldOnOneNodeIsUnprotected() {
        Plan plan = Picture.running(0).plan();
        assertThat(plan.status().phase()).isEqualTo(Phase.Running);
        assertThat(condition(plan, "ReplicationHealthy").getReason()).isEqualTo("NoSlavesConfigured");
    }

    @Test
    void shouldTellTheLastFailoverAndKeepItWhenTheRegistryForgets() {
        Failover failover = new Failover("demo-2", "demo-0", 4, 184.4, 20, Reason.HEARTBEAT_LOST, false, false, 0);
        GameClusterStatus told = Picture.running(2).failover(failover).plan().status();
        assertThat(told.lastFailover().from()).isEqualTo("demo-2");
        assertThat(told.lastFailover().to()).isEqualTo("demo-0");
        assertThat(told.lastFailover().durationMillis()).isEqualTo(184);
        assertThat(told.lastFailover().lostMillis()).isEqualTo(20);
        assertThat(told.lastFailover().reason()).isEqualTo("HeartbeatLost");
        assertThat(Picture.running(2).status(told).plan().status().lastFailover())
                .isEqualTo(told.lastFailover());
    }

    @Test
    void shouldKeepSinceWhenAConditionHolds() {
        GameClusterStatus first = before(Picture.running(2));
        Plan later = Picture.running(2).status(first).at(Picture.NOW + 60_000).plan();
        assertThat(later.status()).isEqualTo(first);
        Plan lost = Picture.running(2)
                .lost(1)
                .status(first)
                .at(Picture.NOW + 60_000)
                .plan();
        assertThat(condition(lost, "Ready").getLastTransitionTime())
                .isNotEqualTo(condition(later, "Ready").getLastTransitionTime());
        assertThat(condition(lost, "UpToDate").getLastTransitionTime())
                .isEqualTo(condition(later, "UpToDate").getLastTransitionTime());
    }
}
