package dev.gamecluster.operator.reconcile;

import dev.gamecluster.operator.act.Expectations;
import dev.gamecluster.operator.api.FailoverSpec;
import dev.gamecluster.operator.plan.Memory;
import dev.gamecluster.operator.plan.Problem;
import dev.gamecluster.registry.core.ClusterName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the operator remembers of each cluster between two turns of the loop. All of it may be lost. */
final class ManagedClusters {
    /** Of one cluster; used by one turn at a time. */
    static final class Entry {
        private final String uid;
        private final Expectations expectations = new Expectations();
        private FailoverSpec registered;
        private Memory memory = Memory.EMPTY;
        private Optional<Problem> failure = Optional.empty();
        private long statusWrittenMillis;

        Entry(String uid) {
            this.uid = uid;
        }

        Expectations expectations() {
            return expectations;
        }

        /** Null before the registry knows the cluster. */
        FailoverSpec registered() {
            return registered;
        }

        void registered(FailoverSpec with) {
            registered = with;
        }

        Memory memory() {
            return memory;
        }

        void remember(Memory newest) {
            memory = newest;
        }

        Optional<Problem> failure() {
            return failure;
        }

        /** @return whether it is another one than before */
        boolean failed(Optional<Problem> newest) {
            boolean changed = !failure.equals(newest);
            failure = newest;
            return changed;
        }

        long statusWrittenMillis() {
            return statusWrittenMillis;
        }

        void statusWritten(long atMillis) {
            statusWrittenMillis = atMillis;
        }
    }

    private final Map<ClusterName, Entry> entries = new ConcurrentHashMap<>();

    /** A resource that was deleted and made again begins anew. */
    Entry entry(ClusterName cluster, String uid) {
        return entries.compute(
                cluster, (name, entry) -> entry != null && entry.uid.equals(uid) ? entry : new Entry(uid));
    }

    void forget(ClusterName cluster) {
        entries.remove(cluster);
    }
}
