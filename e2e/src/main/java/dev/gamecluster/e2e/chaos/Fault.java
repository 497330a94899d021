package dev.gamecluster.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.e2e.process.ClusterProcess;
import dev.gamecluster.e2e.process.ClusterWatch;
import dev.gamecluster.e2e.process.ProcessCluster;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** What can be done to a cluster. Each does it, undoes it, and says when it happened. */
enum Fault {
    KILL_MASTER("kill -9 of the master", true) {
        @Override
        Happened happen(ProcessCluster cluster, ClusterWatch watch, LongConsumer strikes) {
            String master = watch.master();
            long atNanos = now(strikes);
            cluster.node(master).kill();
            return new Happened(atNanos, master, () -> cluster.node(master).start());
        }
    },
    PAUSE_MASTER("SIGSTOP of the master for 5 s, then SIGCONT", true) {
        @Override
        Happened happen(ProcessCluster cluster, ClusterWatch watch, LongConsumer strikes) {
            String master = watch.master();
            cluster.node(master).pause();
            long atNanos = now(strikes);
            return new Happened(atNanos, master, () -> {
                LockSupport.parkNanos(Math.max(0, atNanos + TimeUnit.SECONDS.toNanos(5) - System.nanoTime()));
                cluster.node(master).resume();
            });
        }
    },
    KILL_SLAVE("kill -9 of a slave", false) {
        @Override
        Happened happen(ProcessCluster cluster, ClusterWatch watch, LongConsumer strikes) {
            String slave = watch.live("slave").getFirst();
            long atNanos = now(strikes);
            cluster.node(slave).kill();
            return new Happened(atNanos, slave, () -> cluster.node(slave).start());
        }
    },
    KILL_REGISTRY("kill -9 of the registry", false) {
        @Override
        Happened happen(ProcessCluster cluster, ClusterWatch watch, LongConsumer strikes) {
            long atNanos = now(strikes);
            cluster.registry().kill();
            return new Happened(atNanos, "", () -> {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
                cluster.registry().start();
            });
        }
    },
    KILL_MASTER_AND_SLAVE("kill -9 of the master and one slave at once", true) {
        @Override
        Happened happen(ProcessCluster cluster, ClusterWatch watch, LongConsumer strikes) {
            ClusterProcess slave = cluster.node(watch.live("slave").getFirst());
            String master = watch.master();
            long atNanos = now(strikes);
            Thread other = Thread.ofPlatform().start(slave::kill);
            cluster.node(master).kill();
            try {
                other.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException("interrupted", interrupted);
            }
            return new Happened(atNanos, master, () -> {
                cluster.node(master).start();
                slave.start();
            });
        }
    },
    SWITCHOVER("planned switchover", true) {
        @Override
        Happened happen(ProcessCluster cluster, ClusterWatch watch, LongConsumer strikes) {
            String master = watch.master();
            long atNanos = now(strikes);
            JsonNode answer = watch.post("/api/v1/clusters/" + ProcessCluster.CLUSTER + "/switchover", "{}");
            if (!answer.has("epoch")) {
                System.out.println("     switchover refused, asking again: "
                        + answer.path("detail").asText());
                return happen(cluster, watch, strikes);
            }
            System.out.printf(
                    Locale.ROOT,
                    "     the registry measured a gap of %.1f ms%n",
                    answer.path("gap_ms").asDouble());
            return new Happened(atNanos, master, () -> {});
        }
    };

    /**
     * @param victim the node it happened to, empty when it is none
     * @param undo brings back what was killed or stopped; may take its time
     */
    record Happened(long atNanos, String victim, Runnable undo) {}

    private final String description;
    private final boolean changesMaster;

    Fault(String description, boolean changesMaster) {
        this.description = description;
        this.changesMaster = changesMaster;
    }

    private static long now(LongConsumer strikes) {
        long atNanos = System.nanoTime();
        strikes.accept(atNanos);
        return atNanos;
    }

    /** @param strikes told when it happens, on {@link System#nanoTime} */
    abstract Happened happen(ProcessCluster cluster, ClusterWatch watch, LongConsumer strikes);

    String description() {
        return description;
    }

    boolean changesMaster() {
        return changesMaster;
    }

    /** Whether an acknowledged write may be lost: only when two processes die at once. */
    boolean mayLose() {
        return this == KILL_MASTER_AND_SLAVE;
    }
}
