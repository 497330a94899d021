package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Leave;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one writer: gives every command its place in the log, publishes, makes the world tick, and keeps the loss bound.
 *
 * <p>A command is applied as soon as it comes and joins the open delta; the delta is published at the end of the cycle. When the loss
 * bound is exceeded (see {@link LossBound}) commands wait in the inbox and the world stands still. What was applied here is handed to
 * the clients of this node when the first admitted slave has acknowledged it, or at the end of the cycle when there is no bound.
 *
 * <p>Ticks are due every 20 ms from the last one. A master that is late by a few ticks makes them up; one that was away for longer
 * (stopped, or holding) goes on from where it is: world time stands still and does not jump.
 */
final class MasterRole {
    private static final long TICK_NANOS = Limits.TICK_MILLIS * 1_000_000L;
    private static final int LATE_TICKS = 5;
    private static final int EXPIRIES_PER_TICK = 1_000;
    private static final long LOST_HOLDERS_NANOS = 500_000_000L;

    private final int nodeId;
    private final long epoch;
    private final NodeSettings settings;
    private final NodeOutput output;
    private final Randomness randomness;
    private final ReplicatedState state;
    private final DeltaRing ring;
    private final AppliedSink applied;
    private final LossBound loss = new LossBound();
    private final Followers followers;
    private final ArrayDeque<Command> inbox = new ArrayDeque<>();
    private final ArrayDeque<Applied> unacknowledged = new ArrayDeque<>();
    private List<Delta.Entry> open = new ArrayList<>();
    private long nextTickNanos;
    private long lostHoldersNanos;
    private long holdingSinceNanos = -1;
    private long heldNanos;
    private boolean steppedDown;
    private boolean enforced;
    private Protection protection = Protection.NONE;
    private long maximumLossNanos;
    private Set<Integer> live = Set.of();

    /** Told about each record when clients may hear of it. */
    @FunctionalInterface
    interface AppliedSink {
        void applied(Applied applied, long nowNanos);
    }

    MasterRole(
            NodeIdentity identity,
            long epoch,
            NodeSettings settings,
            NodeOutput output,
            Randomness randomness,
            ReplicatedState state,
            DeltaRing ring,
            AppliedSink applied,
            long nowNanos) {
        this.nodeId = identity.nodeId();
        this.epoch = epoch;
        this.settings = settings;
        this.output = output;
        this.randomness = randomness;
        this.state = state;
        this.ring = ring;
        this.applied = applied;
        this.followers = new Followers(epoch, state, ring, output);
        this.maximumLossNanos = settings.maximumLossMillis() * 1_000_000L;
        this.nextTickNanos = nowNanos + TICK_NANOS;
        append(new LogRecord.EpochStarted(epoch, nodeId), nowNanos);
    }

    /** What a node without registry tells itself. */
    static Assignment standalone(NodeIdentity identity) {
        List<Integer> alone = List.of(identity.nodeId());
        return new Assignment(
                1, identity.nodeId(), identity.name(), identity.endpoints(), Protection.NONE, 0, alone, Leave.STAY, 0);
    }

    // ---- what the registry says
    // --------------------------------------------------------------------------------------

    void assigned(Assignment assignment, long nowNanos) {
        maximumLossNanos = assignment.maximumLossMillis() * 1_000_000L;
        protection = assignment.protection();
        Set<Integer> nowLive = new HashSet<>(assignment.live());
        if (!nowLive.equals(live)) {
            live = nowLive;
            lostHoldersNanos = nowNanos;
        }
        updateEnforced(nowNanos);
    }

    /** LIFTED counts only while no admitted slave is alive: the registry may not know yet of one that was just admitted. */
    private void updateEnforced(long nowNanos) {
        boolean admittedAlive = false;
        for (int admitted : state.admissions().toList()) {
            admittedAlive |= live.contains(admitted);
        }
        boolean now = protection == Protection.ENFORCED || (protection == Protection.LIFTED && admittedAlive);
        if (enforced && !now) {
            loss.lift();
        } else if (!enforced && now) {
            loss.begin(state.tick());
        }
        enforced = now;
    }

    /** Takes no more commands, publishes what there is, stands still. */
    void stepDown(long nowNanos) {
        if (!steppedDown) {
            while (!inbox.isEmpty()) {
                append(inbox.removeFirst(), nowNanos);
            }
            publish(nowNanos);
            steppedDown = true;
            if (!enforced) {
                release(ring.lastSeq(), nowNanos);
            }
        }
    }

    // ---- commands --------------------------------------------------------------------------------------------------

    /** @return false when the inbox is full */
    boolean take(Command command, long nowNanos) {
        if (steppedDown) {
            return true;
        }
        if (inbox.isEmpty() && mayAppend(nowNanos)) {
            append(command, nowNanos);
            return true;
        }
        if (inbox.size() >= Limits.INBOX_COMMANDS) {
            return false;
        }
        inbox.addLast(command);
        return true;
    }

    private boolean mayAppend(long nowNanos) {
        return !steppedDown
                && unacknowledged.size() < Limits.UNACKNOWLEDGED_ANSWERS
                && !(enforced && loss.ageNanos(nowNanos) > maximumLossNanos);
    }

    private void append(LogRecord record, long nowNanos) {
        LogRecord chosen = record instanceof LogRecord.Login login ? withStart(login) : record;
        Outcome outcome = state.apply(chosen);
        open.add(new Delta.Entry(chosen, outcome));
        unacknowledged.addLast(new Applied(state.seq(), chosen, outcome, state.replacedSession()));
        if (open.size() >= Limits.DELTA_ENTRIES) {
            publish(nowNanos);
        }
    }

    private LogRecord withStart(LogRecord.Login login) {
        double x = randomness.between(settings.startMinX(), settings.startMaxX());
        double y = randomness.between(settings.startMinY(), settings.startMaxY());
        return new LogRecord.Login(login.newKey(), login.resumeKey(), login.user(), login.holder(), x, y);
    }

    private void publish(long nowNanos) {
        if (open.isEmpty()) {
            return;
        }
        Delta delta = new Delta(epoch, state.seq() - open.size() + 1, nowNanos, open);
        open = new ArrayList<>();
        ring.add(delta);
        output.publish(delta);
        followers.published(delta.lastSeq());
        if (enforced) {
            loss.published(delta.lastSeq(), state.tick(), nowNanos);
        }
    }

    private void release(long acknowledgedSeq, long nowNanos) {
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().seq() <= acknowledgedSeq) {
            applied.applied(unacknowledged.removeFirst(), nowNanos);
        }
    }

    // ---- messages --------------------------------------------------------------------------------------------------

    /** From a slave; {@code route} leads back to it. */
    void onPeer(long route, PeerMessage message, long nowNanos) {
        switch (message) {
            case PeerMessage.Follow follow -> {
                if (follow.epoch() == epoch) {
                    followers.follow(follow, route, nowNanos);
                }
            }
            case PeerMessage.Ack ack -> {
                if (ack.epoch() == epoch && followers.acknowledged(ack, route, nowNanos)) {
                    acknowledged(nowNanos);
                }
            }
            case PeerMessage.Forward forward -> {
                if (forward.epoch() == epoch && !steppedDown) {
                    followers.forwarded(forward, route, nowNanos, command -> take(command, nowNanos));
                }
            }
            case PeerMessage.SnapshotCredit credit -> {
                if (credit.epoch() == epoch) {
                    followers.credited(credit, nowNanos);
                }
            }
            case PeerMessage.Feed ignored -> {}
            case PeerMessage.ForwardGap ignored -> {}
            case PeerMessage.ForwardRefused ignored -> {}
            case PeerMessage.Replay ignored -> {}
            case PeerMessage.LagReport ignored -> {}
            case PeerMessage.SnapshotBegin ignored -> {}
            case PeerMessage.SnapshotChunk ignored -> {}
            case PeerMessage.SnapshotEnd ignored -> {}
            case PeerMessage.Probe ignored -> {}
            case PeerMessage.ProbeReply ignored -> {}
        }
    }

    private void acknowledged(long nowNanos) {
        loss.acknowledged(followers.acknowledgedByAdmitted());
        release(loss.acknowledgedSeq(), nowNanos);
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    /** One cycle: everything that came is in, now append what waits, tick, publish. @return whether there is more to do at once */
    boolean cycle(long nowNanos) {
        if (steppedDown) {
            followers.resend(nowNanos);
            return false;
        }
        admit(nowNanos);
        drainInbox(nowNanos);
        reportLostHolders(nowNanos);
        tick(nowNanos);
        countHolding(nowNanos);
        publish(nowNanos);
        if (!enforced) {
            release(ring.lastSeq(), nowNanos);
        }
        followers.resend(nowNanos);
        // what clients asked behind a login that was just answered is in the open delta
        return followers.pumpSnapshot(nowNanos) || !open.isEmpty() || (!inbox.isEmpty() && mayAppend(nowNanos));
    }

    private void drainInbox(long nowNanos) {
        for (int i = 0; i < Limits.DELTA_ENTRIES && !inbox.isEmpty() && mayAppend(nowNanos); i++) {
            append(inbox.removeFirst(), nowNanos);
        }
    }

    private void tick(long nowNanos) {
        if (nowNanos - nextTickNanos > LATE_TICKS * TICK_NANOS) {
            nextTickNanos = nowNanos;
        }
        while (nextTickNanos <= nowNanos && mayTick(nowNanos)) {
            expireSessions(nowNanos);
            append(new LogRecord.Tick(state.tick() + 1), nowNanos);
            if (state.tick() % Limits.HASH_TICKS == 0) {
                append(new LogRecord.StateHash(state.hash()), nowNanos);
            }
            nextTickNanos += TICK_NANOS;
        }
    }

    /** Made-up ticks come faster than the clock: the loss bound is one of world time, and one tick, too. */
    private boolean mayTick(long nowNanos) {
        return mayAppend(nowNanos)
                && !(enforced && loss.unacknowledgedTicks(state.tick()) > maximumLossNanos / TICK_NANOS);
    }

    private void expireSessions(long nowNanos) {
        for (int i = 0; i < EXPIRIES_PER_TICK; i++) {
            long due = state.dueSession();
            if (due == 0) {
                return;
            }
            append(new LogRecord.Expire(due), nowNanos);
        }
    }

    /** A slave that is up to date is admitted; from its own admission in the log on it may be elected. */
    private void admit(long nowNanos) {
        for (Follower follower : followers.readyToBeAdmitted()) {
            boolean alive = live.isEmpty() || live.contains(follower.nodeId);
            if (alive && !state.admissions().contains(follower.nodeId)) {
                append(new LogRecord.SlaveAdmitted(follower.nodeId), nowNanos);
                updateEnforced(nowNanos);
            }
        }
    }

    /** Nodes that hold sessions or are admitted and that the registry does not list: their sessions' grace period starts. */
    private void reportLostHolders(long nowNanos) {
        if (live.isEmpty() || nowNanos < lostHoldersNanos || !mayAppend(nowNanos)) {
            return;
        }
        lostHoldersNanos = nowNanos + LOST_HOLDERS_NANOS;
        Set<Integer> lost = new HashSet<>(state.admissions().toList());
        lost.addAll(state.activeHolders());
        lost.removeAll(live);
        lost.remove(nodeId);
        lost.stream().sorted().forEach(holder -> append(new LogRecord.NodeLost(holder), nowNanos));
        updateEnforced(nowNanos);
    }

    private void countHolding(long nowNanos) {
        boolean holding = isHolding(nowNanos);
        if (holding && holdingSinceNanos < 0) {
            holdingSinceNanos = nowNanos;
        } else if (!holding && holdingSinceNanos >= 0) {
            heldNanos += nowNanos - holdingSinceNanos;
            holdingSinceNanos = -1;
        }
    }

    long nextTickNanos() {
        return nextTickNanos;
    }

    boolean isHolding(long nowNanos) {
        return enforced && loss.ageNanos(nowNanos) > maximumLossNanos;
    }

    /** How much would be lost now; also how old this master's truth may be. */
    long unacknowledgedNanos(long nowNanos) {
        return enforced ? loss.ageNanos(nowNanos) : 0;
    }

    boolean isProtected() {
        return enforced;
    }

    /** Time spent holding in this reign, up to now. */
    long heldNanos(long nowNanos) {
        return heldNanos + (holdingSinceNanos < 0 ? 0 : nowNanos - holdingSinceNanos);
    }

    boolean hasSteppedDown() {
        return steppedDown;
    }

    Followers followers() {
        return followers;
    }

    int inboxSize() {
        return inbox.size();
    }

    int unacknowledgedSize() {
        return unacknowledged.size();
    }

    /**
     * Ends the reign. What was applied and not published joins the ring all the same: this node may begin the next reign from this state,
     * and its followers must find every record of it.
     */
    void close(long nowNanos) {
        if (!open.isEmpty()) {
            ring.add(new Delta(epoch, state.seq() - open.size() + 1, nowNanos, open));
        }
        followers.close();
    }
}
