package dev.gamecluster.registry.core;

/** Something that people who watch a cluster want to know. */
public sealed interface ClusterEvent {
    /** A node sent its first heartbeat, or came back. */
    record Joined(String node, int nodeId) implements ClusterEvent {}

    /** A node is lost, or its process was replaced. */
    record Left(String node, int nodeId, Reason reason) implements ClusterEvent {}

    record Suspect(String node, int nodeId, Reason reason) implements ClusterEvent {}

    /** A suspect has proved to be alive. */
    record Recovered(String node, int nodeId) implements ClusterEvent {}

    /** The new reign is written: whoever was master before is harmless from now on. */
    record Fenced(long epoch, String master) implements ClusterEvent {}

    /** The new master reigns. */
    record Promoted(Failover failover) implements ClusterEvent {}

    /** There is no master and nobody may become one; said once until that changes. */
    record NoCandidate(long epoch, String message) implements ClusterEvent {}

    /** A draining node has no clients any more. */
    record Drained(String node, int nodeId) implements ClusterEvent {}

    /**
     * How long nodes may be silent changed.
     *
     * @param node it was declared lost and is heard again; empty: there was no such mistake for a while
     * @param suspectAfterMillis from now on
     */
    record Patience(String node, int suspectAfterMillis) implements ClusterEvent {
        public boolean isFalseAlarm() {
            return !node.isEmpty();
        }
    }

    /** The wanted number of slaves changed. */
    record Scaled(int fromSlaves, int toSlaves) implements ClusterEvent {}
}
