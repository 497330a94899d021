package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Endpoints;

/** What a director wants done. Called on the thread that drives it; nothing here may block or throw. */
public interface DirectorOutput {
    /** Sends over the control connection on which the node's last heartbeat came. May be lost. */
    void send(int nodeId, ControlMessage message);

    /**
     * Sends a probe to the node's internal port over the registry's own connection to it, which is opened by the first probe, watched
     * from then on (see {@link ClusterDirector#onConnectionLost}) and kept until {@link #forget}.
     */
    void probe(int nodeId, Endpoints endpoints, long nonce);

    /** The node is lost or replaced: its probe connection is not needed any more. */
    void forget(int nodeId);

    /**
     * Writes the new reign unless a reign newer than {@code expectedEpoch} is written already. Answered by {@link
     * ClusterDirector#onFenced}, at once or later; asked again when no answer comes.
     *
     * @param cluster {@code namespace/name}
     * @param expectedEpoch newest reign that the director knows of
     * @param epoch reign to write, above {@code expectedEpoch}
     */
    void fence(String cluster, long expectedEpoch, long epoch, int masterId, String masterName);

    void event(ClusterEvent event);

    /** Answers {@link ClusterDirector#requestSwitchover}, exactly once for each token. */
    void switchoverDone(long token, SwitchoverResult result);

    /** Answers {@link ClusterDirector#requestDrain}, exactly once for each token. */
    void drainDone(long token, DrainResult result);
}
