package dev.gamecluster.protocol.node;

import java.util.List;

/**
 * Between a node and the registry. Everything is repeated (a heartbeat says all about a node, an assignment all that a node must
 * do), so a lost message costs one heartbeat and a restarted registry knows everything again after one.
 */
public sealed interface ControlMessage extends NodeMessage {

    // ---- from a node -----------------------------------------------------------------------------------------------

    /**
     * Sent every heartbeat interval and at once when role, epoch or {@code leaving} change.
     *
     * @param cluster {@code namespace/name}
     * @param name name of the node, unique in the cluster
     * @param nodeId drawn when the process started
     * @param epoch reign that the node belongs to (as master or follower), 0 when none
     * @param promisedEpoch highest epoch it promised, at least {@code epoch}
     * @param admittedSeq seq of the {@link LogRecord.SlaveAdmitted} that admitted it, 0 when it is not admitted (or is the master); an
     *     admitted slave may be elected
     * @param following it follows its master live (not behind a snapshot or a gap)
     * @param leaving it wants to go: hand over when master, drain when slave
     * @param lagMicros how old its world is
     * @param clients connections heard of within the silence limit
     * @param users logged-in users of the world
     * @param loadPermille 0..1000
     * @param holding it holds writes because no slave acknowledges (master only)
     */
    record Heartbeat(
            String cluster,
            String name,
            int nodeId,
            Endpoints endpoints,
            Role role,
            long epoch,
            long promisedEpoch,
            Position position,
            long admittedSeq,
            boolean following,
            boolean leaving,
            long lagMicros,
            int clients,
            int users,
            int loadPermille,
            boolean holding)
            implements ControlMessage {}

    /** Answer to {@link Prepare}: from now on nothing of a lower epoch is applied or answered here. */
    record Prepared(String cluster, int nodeId, long epoch, Position position, long admittedSeq, int loadPermille)
            implements ControlMessage {}

    /** Answer to {@link StepDown}: the log of the old reign ends with {@code position}. */
    record SteppedDown(String cluster, int nodeId, long epoch, Position position) implements ControlMessage {}

    // ---- from the registry -----------------------------------------------------------------------------------------

    /**
     * Who is master and what else a node must know. Answers every heartbeat; sent at once when something changes. A node takes it when
     * {@code epoch} is at least what it promised.
     *
     * @param epoch current reign, 0 when there is no master yet
     * @param master node id of the master, 0 when there is none
     * @param masterName its name, empty when there is none
     * @param masterEndpoints its endpoints, null when there is none
     * @param protection whether the loss bound holds (for the master)
     * @param maximumLossMillis the loss bound
     * @param live node ids of all live nodes; a holder that is not among them is lost
     * @param leave what the node must do with its clients
     * @param keep above so many connections the node sends some of its clients away, gently: others have room; 0: no bound is said
     */
    record Assignment(
            long epoch,
            int master,
            String masterName,
            Endpoints masterEndpoints,
            Protection protection,
            int maximumLossMillis,
            List<Integer> live,
            Leave leave,
            int keep)
            implements ControlMessage {

        /** The node must send its clients away. */
        public boolean draining() {
            return leave == Leave.DRAIN;
        }
    }

    /** Promise {@code epoch}: apply and answer nothing older from now on, and say how far you are. */
    record Prepare(long epoch) implements ControlMessage {}

    /** To a master whose reign is {@code epoch}: take no more writes, publish what you have, say where the log ends. */
    record StepDown(long epoch) implements ControlMessage {}

    /** What a node must do with its clients. The numbers on the wire are the ordinals. */
    enum Leave {
        /** Serve them. */
        STAY,
        /** Send them away. */
        DRAIN,
        /** The cluster ends: nobody takes over, so a node that wants to go waits for nobody. */
        END
    }

    /** Whether a master may acknowledge what no slave holds. The numbers on the wire are the ordinals. */
    enum Protection {
        /** No slave is configured: there is no bound. */
        NONE,
        /** Hold writes when no slave acknowledges in time. */
        ENFORCED,
        /** No slave is alive and the policy is to go on unprotected. */
        LIFTED
    }
}
