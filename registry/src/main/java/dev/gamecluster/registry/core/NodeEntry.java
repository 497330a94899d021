package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;

/** What is known of one process of a node. */
final class NodeEntry {
    /** Why and since when a node is suspect, and the probe that it has to answer until the deadline. */
    record Suspicion(Reason reason, long sinceNanos, long nonce, long deadlineNanos) {}

    /** Writes held for longer are worth telling people; a busy machine may take a moment. */
    static final int HOLDING_MILLIS = 1_000;

    private final String name;
    private final int nodeId;
    private Heartbeat heartbeat;
    private Position position;
    private long admittedSeq;
    private long promisedEpoch;
    private long heartbeatNanos;
    private long notHoldingNanos;
    private long aliveNanos;
    private Suspicion suspicion;
    private boolean suspicionReported;
    private boolean settledIn;
    private boolean lost;
    private long lostNanos;
    private boolean lostBySilence;
    private boolean drainRequested;
    private boolean drainedReported;
    private int clientsSent;
    private int keep;

    NodeEntry(Heartbeat first, long nowNanos) {
        this.name = first.name();
        this.nodeId = first.nodeId();
        this.notHoldingNanos = nowNanos;
        heard(first, nowNanos);
    }

    void heard(Heartbeat newest, long nowNanos) {
        heartbeat = newest;
        position = newest.position();
        admittedSeq = newest.admittedSeq();
        promisedEpoch = Math.max(newest.promisedEpoch(), newest.epoch());
        heartbeatNanos = nowNanos;
        if (!newest.holding()) {
            notHoldingNanos = nowNanos;
        }
        aliveNanos = nowNanos;
        clientsSent = 0;
        settledIn |= newest.following() || newest.role() == Role.MASTER;
        lost = false;
    }

    /** It said how far it is in another message than a heartbeat. */
    void reported(Position newest) {
        position = newest;
    }

    void promised(long epoch, Position newest, long newestAdmittedSeq) {
        promisedEpoch = Math.max(promisedEpoch, epoch);
        position = newest;
        admittedSeq = newestAdmittedSeq;
    }

    /** It proved to be alive, or there is reason to start the clock of its silence again. */
    void alive(long nowNanos) {
        aliveNanos = nowNanos;
    }

    void suspect(Suspicion newest) {
        suspicion = newest;
    }

    /** True once for each time that its heartbeats stop. */
    boolean reportSuspicionOnce() {
        boolean first = !suspicionReported;
        suspicionReported = true;
        return first;
    }

    void trust() {
        suspicion = null;
    }

    /** True when its suspicion was reported and nobody has said since that it is well. */
    boolean takeSuspicionReported() {
        boolean reported = suspicionReported;
        suspicionReported = false;
        return reported;
    }

    void lose(boolean bySilence, long nowNanos) {
        lost = true;
        lostBySilence = bySilence;
        lostNanos = nowNanos;
        suspicion = null;
        suspicionReported = false;
        drainRequested = false;
        drainedReported = false;
    }

    void requestDrain(boolean wanted) {
        drainRequested = wanted;
        drainedReported = false;
    }

    /** True once for each drain, when the last client has gone. */
    boolean reportDrainedOnce() {
        boolean first = !drainedReported && wantsToGo() && heartbeat.clients() == 0;
        drainedReported |= first;
        return first;
    }

    /** How many clients it should keep, 0: no bound. */
    void keep(int clients) {
        keep = clients;
    }

    int keep() {
        return keep;
    }

    void clientSent() {
        clientsSent++;
    }

    String name() {
        return name;
    }

    int nodeId() {
        return nodeId;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** As it last said in whatever message. */
    Position position() {
        return position;
    }

    long admittedSeq() {
        return admittedSeq;
    }

    long promisedEpoch() {
        return promisedEpoch;
    }

    long heartbeatNanos() {
        return heartbeatNanos;
    }

    /** It has held writes in every heartbeat for a while. */
    boolean isHolding() {
        return heartbeatNanos - notHoldingNanos >= HOLDING_MILLIS * 1_000_000L;
    }

    long aliveNanos() {
        return aliveNanos;
    }

    Suspicion suspicion() {
        return suspicion;
    }

    boolean isSuspect() {
        return suspicion != null;
    }

    boolean isLost() {
        return lost;
    }

    long lostNanos() {
        return lostNanos;
    }

    /** Nothing proved that it was gone. */
    boolean isLostBySilence() {
        return lost && lostBySilence;
    }

    /** It has followed or has been master. */
    boolean isSettledIn() {
        return settledIn;
    }

    /** It said so itself, or somebody asked for it. */
    boolean wantsToGo() {
        return drainRequested || heartbeat.leaving();
    }

    boolean hasState() {
        return position.seq() > 0 && position.epoch() > 0;
    }

    /** Clients that were sent there since its last heartbeat. */
    int clientsSent() {
        return clientsSent;
    }
}
