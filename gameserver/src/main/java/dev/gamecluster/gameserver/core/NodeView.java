package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;

/**
 * What a node looks like at one moment, for heartbeats, health and metrics.
 *
 * @param admittedSeq see {@link dev.gamecluster.protocol.node.ControlMessage.Heartbeat}
 * @param following the copy is complete up to what the feed brings
 * @param ending the cluster ends: nobody takes over
 * @param lagMicros how old the node's world is
 * @param clients connections heard of within the silence limit
 * @param boundSessions sessions whose client is connected here
 * @param pendingWrites writes and logins that wait for their place in the log
 * @param holding the master holds writes because the loss bound is reached
 * @param protectedWrites the loss bound is enforced
 * @param heldNanos time spent holding in this reign
 * @param checkedSeq seq of the last state hash in the log; every node that passed it had {@code checkedHash} there
 * @param unacknowledgedNanos age of the oldest delta that no admitted slave has acknowledged
 */
public record NodeView(
        Role role,
        long epoch,
        long promisedEpoch,
        Position position,
        long admittedSeq,
        boolean following,
        boolean leaving,
        boolean draining,
        boolean ending,
        long lagMicros,
        int clients,
        int boundSessions,
        int pendingWrites,
        int loggedInUsers,
        int knownUsers,
        int sessions,
        int loadPermille,
        boolean holding,
        boolean protectedWrites,
        long heldNanos,
        long unacknowledgedNanos,
        int followers,
        long snapshotsSent,
        long queriesAnswered,
        long divergences,
        long checkedSeq,
        long checkedHash) {}
