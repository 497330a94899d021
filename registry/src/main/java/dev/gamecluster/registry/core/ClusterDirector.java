package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.Optional;
import java.util.OptionalInt;

/** Skeleton: the interface is final, the behaviour follows. */
public final class ClusterDirector {
    public ClusterDirector(ClusterName cluster, DirectorSettings settings, DirectorOutput output, long nowNanos) {}

    public void onHeartbeat(ControlMessage.Heartbeat heartbeat, long nowNanos) {}

    public void onPrepared(ControlMessage.Prepared prepared, long nowNanos) {}

    public void onSteppedDown(ControlMessage.SteppedDown steppedDown, long nowNanos) {}

    public void onProbeReply(PeerMessage.ProbeReply reply, long nowNanos) {}

    /** The probe connection to that node closed. */
    public void onConnectionLost(int nodeId, long nowNanos) {}

    /** Somebody who knows says that the process is gone (its pod was deleted). */
    public void onNodeGone(String name, long nowNanos) {}

    /** The answer to {@link DirectorOutput#fence}. */
    public void onFenced(FenceResult result, long nowNanos) {}

    /** Called at least every 10 ms; all time-outs are found here. */
    public void onTimer(long nowNanos) {}

    /** Answered by {@link DirectorOutput#switchoverDone}. */
    public void requestSwitchover(String toOrNull, long token, long nowNanos) {}

    /** Answered by {@link DirectorOutput#drainDone}. */
    public void requestDrain(String name, long token, long nowNanos) {}

    /** Changes the number of slaves that the cluster should have; empty: any. */
    public void configureSlaves(OptionalInt slaves, long nowNanos) {}

    /** Where the next client should go; empty when there is nobody. Counts that client. */
    public Optional<EndpointChoice> chooseEndpoint(long nowNanos) {
        return Optional.empty();
    }

    public ClusterView view(long nowNanos) {
        throw new UnsupportedOperationException();
    }
}
