package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/** What is. {@code epoch}, {@code master} and {@code masterProcess} are the fence: changed by compare-and-set only. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GameClusterStatus(
        @JsonPropertyDescription("The generation of the spec that this status is about.")
        Long observedGeneration,

        @JsonPropertyDescription("Pending, Starting, Running, FailingOver or Degraded.")
        Phase phase,

        @JsonPropertyDescription("Name of the master's pod.")
        String master,

        @JsonPropertyDescription("The master's process: a number that each process of a node draws.")
        Integer masterProcess,

        @JsonPropertyDescription("Number of the current reign; one more with each change of master, never less.")
        Long epoch,

        @JsonPropertyDescription("Number of slaves that there are, ready or not.") @StatusReplicas
        Integer slaves,

        @JsonPropertyDescription("Number of slaves that the operator is going for.")
        Integer desiredSlaves,

        @JsonPropertyDescription("Slaves that serve clients and may be elected.")
        Integer readySlaves,

        @JsonPropertyDescription("Connections of clients.") Integer clients,

        @JsonPropertyDescription("Users in the world.") Integer users,

        @JsonPropertyDescription("How far the slave that is most behind is behind, ms.")
        Integer replicationLagMillis,

        @JsonPropertyDescription("Selects the slaves' pods.") @LabelSelector
        String selector,

        @JsonPropertyDescription("The last change of master.")
        LastFailover lastFailover,

        @JsonPropertyDescription("Ready, MasterAvailable, ReplicationHealthy, ScalingActive, UpToDate.")
        List<Condition> conditions) {

    /** In one word. */
    public enum Phase {
        /** No game server runs yet. */
        Pending,
        /** Game servers that were asked for are starting. */
        Starting,
        /** There is a master, and all slaves are ready. */
        Running,
        /** There is no master. */
        FailingOver,
        /** There is a master, but not all is well: see the conditions. */
        Degraded
    }

    /** A change of master. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastFailover(
            @JsonPropertyDescription("When the new master was heard.")
            String time,

            @JsonPropertyDescription("The old master; empty when there was none.")
            String from,

            @JsonPropertyDescription("The new master.") String to,

            @JsonPropertyDescription("From notice to the new master's first word, ms.")
            Long durationMillis,

            @JsonPropertyDescription("World time that was lost, ms.")
            Long lostMillis,

            @JsonPropertyDescription("Why: HeartbeatLost, ConnectionLost, NodeGone, Switchover and others.")
            String reason) {}

    /** Before anything is known. */
    public static final GameClusterStatus NONE =
            new GameClusterStatus(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    public GameClusterStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** 0 when there has been none. */
    public long reign() {
        return epoch == null ? 0 : epoch;
    }

    /** The same with another reign. */
    public GameClusterStatus withReign(long newEpoch, String newMaster, int newMasterProcess) {
        return new GameClusterStatus(
                observedGeneration,
                phase,
                newMaster,
                newMasterProcess,
                newEpoch,
                slaves,
                desiredSlaves,
                readySlaves,
                clients,
                users,
                replicationLagMillis,
                selector,
                lastFailover,
                conditions);
    }
}
