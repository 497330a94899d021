package dev.gamecluster.e2e.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.e2e.kubernetes.PodProcesses.Signal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** What can be done to a GameCluster. Each does it, undoes it, and says when it happened. */
enum KubernetesFault {
    FORCE_DELETE("kubectl delete pod MASTER --grace-period=0 --force", Expected.MASTER_MOVES) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            long atNanos = now(strikes);
            scene.podOf(master).withGracePeriod(0).delete();
            return new Happened(atNanos, () -> {});
        }
    },
    KILL_PROCESS("kill -9 of the master's process in its pod", Expected.FAILOVER) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            PodProcesses.Target process = scene.process(master);
            long atNanos = now(strikes);
            process.send(Signal.KILL);
            return new Happened(atNanos, () -> {});
        }
    },
    PARTITION("the master's pod cut off from everybody for 5 s", Expected.FAILOVER) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            String address = scene.cluster().pod(master).getStatus().getPodIP();
            Partition partition = new Partition(address);
            long atNanos = now(strikes);
            return new Happened(atNanos, () -> {
                waitUntil(atNanos + TRANSIENT_NANOS);
                partition.close();
            });
        }
    },
    HANG("SIGSTOP of the master's process for 5 s, then SIGCONT", Expected.FAILOVER) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            PodProcesses.Target process = scene.process(master);
            process.send(Signal.STOP);
            long atNanos = now(strikes);
            return new Happened(atNanos, () -> {
                waitUntil(atNanos + TRANSIENT_NANOS);
                process.send(Signal.CONT);
            });
        }
    },
    GRACEFUL("kubectl delete pod MASTER", Expected.SWITCHOVER) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            long atNanos = now(strikes);
            scene.podOf(master).delete();
            return new Happened(atNanos, () -> {});
        }
    },
    SWITCHOVER("POST .../switchover", Expected.SWITCHOVER) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            long atNanos = now(strikes);
            JsonNode answer =
                    scene.watch().post("/api/v1/clusters/" + scene.cluster().name() + "/switchover", "{}");
            if (!answer.has("epoch")) {
                throw new IllegalStateException("the switchover was refused: " + answer);
            }
            System.out.printf(
                    Locale.ROOT,
                    "     the registry measured a gap of %.1f ms%n",
                    answer.path("gap_ms").asDouble());
            return new Happened(atNanos, () -> {});
        }
    },
    ROLLING("change of spec.template: all pods are replaced, the master's last", Expected.ALL_PODS_REPLACED) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            List<String> before = uids(scene.cluster());
            long atNanos = now(strikes);
            scene.cluster().patch("{\"spec\":{\"template\":{\"annotations\":{\"chaos/roll\":\"" + atNanos + "\"}}}}");
            return new Happened(atNanos, () -> scene.cluster().await("replacement of all pods", ROLLING_SECONDS, () -> {
                List<String> after = uids(scene.cluster());
                return after.stream().noneMatch(before::contains)
                        && scene.cluster().notWhole().isEmpty();
            }));
        }
    },
    OPERATOR_KILL("kill -9 of the operator that acts", Expected.NOTHING_MOVES) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            OperatorDeployment operator = scene.operator();
            Pod acting = operator.acting().orElseThrow(() -> new IllegalStateException("no operator's pod acts"));
            String container = PodProcesses.containerId(acting, OperatorDeployment.CONTAINER);
            PodProcesses.Target process = scene.processes().find(acting, OperatorDeployment.CONTAINER);
            long atNanos = now(strikes);
            process.send(Signal.KILL);
            return new Happened(atNanos, () -> scene.cluster()
                    .await(
                            "another operator that acts",
                            OPERATOR_SECONDS,
                            () -> operator.acting()
                                            .filter(Readiness::isPodReady)
                                            .map(pod -> PodProcesses.containerId(pod, OperatorDeployment.CONTAINER))
                                            .filter(now -> !now.equals(container))
                                            .isPresent()
                                    && operator.isRolledOut()
                                    && hears(scene)));
        }
    },
    OPERATOR_AWAY("all replicas of the operator gone for 30 s", Expected.NOTHING_MOVES) {
        @Override
        Happened happen(Scene scene, String master, LongConsumer strikes) {
            OperatorDeployment operator = scene.operator();
            int replicas = operator.replicas();
            Thread back = new Thread(() -> operator.scale(replicas), "operator-back");
            Runtime.getRuntime().addShutdownHook(back);
            long atNanos = now(strikes);
            operator.scale(0);
            return new Happened(atNanos, () -> {
                waitUntil(atNanos + AWAY_NANOS);
                operator.scale(replicas);
                Runtime.getRuntime().removeShutdownHook(back);
                scene.cluster()
                        .await("a rolled out operator", OPERATOR_SECONDS, () -> operator.isRolledOut() && hears(scene));
            });
        }
    };

    private static final long TRANSIENT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int ROLLING_SECONDS = 240;
    private static final int OPERATOR_SECONDS = 90;

    /** What should come of it. */
    enum Expected {
        /** The master is lost, another takes over. */
        FAILOVER,
        /** The master hands over before it goes. */
        SWITCHOVER,
        /** One of these two. */
        MASTER_MOVES,
        /** A switchover, and new pods everywhere. */
        ALL_PODS_REPLACED,
        /** Neither the master nor the epoch nor any pod. */
        NOTHING_MOVES;

        boolean movesMaster() {
            return this != NOTHING_MOVES;
        }
    }

    /** @param undo waits for the end of what was begun, or ends it */
    record Happened(long atNanos, Runnable undo) {}

    private final String description;
    private final Expected expected;

    KubernetesFault(String description, Expected expected) {
        this.description = description;
        this.expected = expected;
    }

    /** @param strikes told when it happens, on {@link System#nanoTime} */
    abstract Happened happen(Scene scene, String master, LongConsumer strikes);

    String description() {
        return description;
    }

    Expected expected() {
        return expected;
    }

    /** Whether it is done to the operator's Deployment, which is not there when the operator runs as a mere process. */
    boolean needsDeployment() {
        return this == OPERATOR_KILL || this == OPERATOR_AWAY;
    }

    static List<String> uids(LiveCluster cluster) {
        return cluster.pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
    }

    private static boolean hears(Scene scene) {
        return scene.cluster().notWhole().isEmpty();
    }

    private static long now(LongConsumer strikes) {
        long atNanos = System.nanoTime();
        strikes.accept(atNanos);
        return atNanos;
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
