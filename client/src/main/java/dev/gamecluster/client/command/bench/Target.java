package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.Reach;
import java.net.URI;
import java.util.List;

/** What is measured. */
sealed interface Target {
    /** A cluster that runs, found through its registry. */
    record Running(List<URI> registries, ClusterName cluster, Reach reach) implements Target {
        @Override
        public String text() {
            return String.join(",", registries.stream().map(URI::toString).toList()) + " " + cluster;
        }
    }

    /** One game server. */
    record Server(String endpoint) implements Target {
        @Override
        public String text() {
            return endpoint;
        }
    }

    /** A fresh cluster of processes on this machine. */
    record Local(int slaves) implements Target {
        @Override
        public String text() {
            return "local cluster, 1 master and " + slaves + (slaves == 1 ? " slave" : " slaves");
        }
    }

    /** For people. */
    String text();
}
