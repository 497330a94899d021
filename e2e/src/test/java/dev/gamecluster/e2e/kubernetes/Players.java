package dev.gamecluster.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

/** Bots in pods of their own, by the sample that users are given. */
final class Players {
    static final String DEPLOYMENT = "deployment/bots";
    /** What the sample says. */
    static final int COUNT = 100;

    private static final int TOLD_SECONDS = 60;

    private final Kubectl kubectl;
    private final LiveCluster cluster;

    Players(Kubectl kubectl, LiveCluster cluster) {
        this.kubectl = kubectl;
        this.cluster = cluster;
    }

    void begin() {
        kubectl.run("apply", "-f", "deploy/manifests/samples/bots.yaml");
    }

    void leave() {
        kubectl.run("scale", DEPLOYMENT, "--replicas=0");
    }

    Optional<BotsLog> log() {
        return BotsLog.last(kubectl.look("logs", DEPLOYMENT, "--tail=30"));
    }

    /** All of them play, and their writes are acknowledged now; since they began none has failed. */
    void assertTheyPlayOn() {
        long before = log().map(BotsLog::acknowledged).orElse(0L);
        cluster.await("play of all bots", TOLD_SECONDS, () -> log().filter(
                        now -> now.allPlay() && now.acknowledged() > before)
                .isPresent());
        assertThat(BotsLog.problems(log())).as("what players noticed").isEmpty();
    }
}
