package dev.gamecluster.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;

/** Something to do. Each may be done twice, or when it is done already, without harm. */
public sealed interface Action {
    /** The object must exist and look so. */
    record Ensure(HasMetadata object) implements Action {}

    record CreatePod(Pod pod) implements Action {}

    /**
     * The pod is deleted; its node then sends its clients away, hands over when it is the master, and ends.
     *
     * @param why for the event, completes "is removed: ..."
     */
    record DeletePod(String pod, String uid, Why why, String message) implements Action {}

    /** The pod's labels follow what its node does. */
    record LabelPod(String pod, String role, boolean takesClients) implements Action {}

    /** The Service of a node that is no more. */
    record DeleteNodeService(String service) implements Action {}

    /** The wanted number of slaves is written through the scale subresource. */
    record Scale(int from, int to, String message) implements Action {}

    /** The master hands over to the node. */
    record Switchover(String from, String to, String message) implements Action {}

    /** The registry is told how many slaves there should be. */
    record ConfigureSlaves(int slaves) implements Action {}

    /** The registry is told at which endpoints outsiders reach the nodes. */
    record Publish(Map<String, String> endpoints) implements Action {}

    /** Why a pod is deleted. */
    enum Why {
        SCALED_DOWN("ScaledDown"),
        OUTDATED("Outdated"),
        ENDED("PodEnded"),
        BACKED_OFF("PodBackedOff");

        private final String reason;

        Why(String reason) {
            this.reason = reason;
        }

        /** As events say it. */
        public String reason() {
            return reason;
        }
    }
}
