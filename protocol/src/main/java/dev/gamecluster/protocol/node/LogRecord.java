package dev.gamecluster.protocol.node;

/**
 * One entry of the master's ordered log. Applying the same records in the same order to the same state gives the same state
 * and the same outcomes on every node; nothing that applies a record reads a clock or a random source.
 *
 * <p>A <em>session number</em> is given by the state when it applies a login (1, 2, 3, ...). A <em>node id</em> is a
 * random non-zero number that a process draws when it starts, so a restarted node is a new holder.
 */
public sealed interface LogRecord {

    /** A record that a node may forward to the master on behalf of a client (or of a client's silence). */
    sealed interface Command extends LogRecord permits Login, Logout, SetVelocity, Aoe, Silent {}

    /**
     * Starts or resumes a session.
     *
     * @param newKey key of the session that is started unless one is resumed; drawn by the holder, so a forwarded login that is
     *     sent twice starts one session
     * @param resumeKey key of the session to resume, or {@link SessionKey#NONE}
     * @param user unsigned 64 bit
     * @param holder node id of the node that the client is connected to
     * @param startX metres; where a user never seen before appears. Chosen by the master; 0 in a forwarded command
     * @param startY likewise
     */
    record Login(SessionKey newKey, SessionKey resumeKey, long user, int holder, double startX, double startY)
            implements Command {}

    /** {@code requestId} is the client's id, unique within the session. */
    record Logout(long session, long requestId) implements Command {}

    record SetVelocity(long session, long requestId, double velocityX, double velocityY) implements Command {}

    record Aoe(long session, long requestId, double radius, long money) implements Command {}

    /** The node {@code holder} has heard nothing of the session's client for the silence limit: the grace period starts. */
    record Silent(long session, int holder) implements Command {}

    /** The grace period of a session is over: its user is logged out, or the memory of a logged-out session dropped. */
    record Expire(long session) implements LogRecord {}

    /** A node is lost: the grace period of every session it held starts. */
    record NodeLost(int holder) implements LogRecord {}

    /** A slave holds everything up to here; from now on it may be elected, and acknowledgements count. */
    record SlaveAdmitted(int nodeId) implements LogRecord {}

    /** The first record of a reign: everything after it belongs to {@code epoch}. */
    record EpochStarted(long epoch, int master) implements LogRecord {}

    /** The world makes one step and is at {@code tick} afterwards. */
    record Tick(long tick) implements LogRecord {}

    /** The state before this record has this hash; a slave that computes another takes a snapshot. */
    record StateHash(long hash) implements LogRecord {}
}
