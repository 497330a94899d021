package dev.gamecluster.gameserver.core;

import com.carrotsearch.hppc.IntObjectHashMap;
import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The slaves of a master: brings each up to date, counts what they acknowledged, takes what they forward.
 *
 * <p>A slave says how far its log reaches. When that is a beginning of this log and the ring has the rest, the rest is replayed, a
 * piece with each acknowledgement; else it gets a snapshot. From then on it listens to the feed; a delta that the feed lost is
 * replayed when its acknowledgement does not come.
 */
final class Followers {
    private static final long RESEND_NANOS = 40_000_000L;
    private static final long FORGET_NANOS = 10_000_000_000L;
    private static final long LAG_REPORT_NANOS = 100_000_000L;
    private static final int ADMISSION_SEQS = 4_096;
    private static final int REPLAY_FROM_NOTHING_SEQS = 1_000;

    private final long epoch;
    private final ReplicatedState state;
    private final DeltaRing ring;
    private final NodeOutput output;
    private final SnapshotSender snapshots;
    private final IntObjectHashMap<Follower> followers = new IntObjectHashMap<>();
    /** The same, in order of arrival. */
    private final List<Follower> inOrder = new ArrayList<>();

    Followers(long epoch, ReplicatedState state, DeltaRing ring, NodeOutput output) {
        this.epoch = epoch;
        this.state = state;
        this.ring = ring;
        this.output = output;
        this.snapshots = new SnapshotSender(epoch, output);
    }

    void follow(PeerMessage.Follow follow, long route, long nowNanos) {
        Follower follower = followers.get(follow.nodeId());
        if (follower == null) {
            if (followers.size() >= Limits.NODES) {
                forgetSilent(nowNanos);
            }
            if (followers.size() >= Limits.NODE_IDS) {
                return;
            }
            follower = new Follower(follow.nodeId(), nowNanos);
            followers.put(follow.nodeId(), follower);
            inOrder.add(follower);
        }
        follower.route = route;
        follower.heardNanos = nowNanos;
        long seq = follow.position().seq();
        boolean beginning = state.reigns().contain(follow.position(), state.seq());
        if (beginning && isWorthReplaying(seq) && (seq == ring.lastSeq() || ring.covers(seq + 1))) {
            follower.acknowledgedSeq = seq;
            follower.replayedSeq = seq;
            replay(follower, nowNanos);
        } else {
            follower.acknowledgedSeq = 0;
            follower.replayedSeq = 0;
            snapshots.begin(state, follower, nowNanos);
        }
    }

    /** Who begins from nothing gets the whole log only when that is one piece: half a copy must not be taken for one. */
    private boolean isWorthReplaying(long seq) {
        return seq > 0 || ring.lastSeq() <= REPLAY_FROM_NOTHING_SEQS;
    }

    private void forgetSilent(long nowNanos) {
        followers.removeAll((nodeId, follower) -> nowNanos - follower.heardNanos > FORGET_NANOS);
        inOrder.removeIf(follower -> nowNanos - follower.heardNanos > FORGET_NANOS);
    }

    /** Sends the next piece of what the follower misses; an empty one says that it misses nothing. */
    private void replay(Follower follower, long nowNanos) {
        List<Delta> deltas = ring.from(follower.replayedSeq + 1, Limits.REPLAY_BYTES);
        if (!deltas.isEmpty()) {
            follower.replayedSeq = deltas.getLast().lastSeq();
        }
        follower.catchingUp = follower.replayedSeq < ring.lastSeq();
        follower.replayedNanos = nowNanos;
        output.toPeer(follower.route, new PeerMessage.Replay(epoch, deltas));
    }

    void published(long lastSeq) {
        for (Follower follower : inOrder) {
            if (!follower.catchingUp) {
                follower.replayedSeq = lastSeq;
            }
        }
    }

    /** @return whether the follower is known */
    boolean acknowledged(PeerMessage.Ack ack, long route, long nowNanos) {
        Follower follower = followers.get(ack.nodeId());
        if (follower == null) {
            return false;
        }
        follower.route = route;
        follower.heardNanos = nowNanos;
        if (ack.seq() > follower.acknowledgedSeq) {
            follower.acknowledgedSeq = ack.seq();
            follower.progressNanos = nowNanos;
        }
        if (ack.publishedNanos() != 0) {
            reportLag(follower, nowNanos - ack.publishedNanos(), nowNanos);
        }
        if (follower.catchingUp && ring.covers(follower.replayedSeq + 1)) {
            replay(follower, nowNanos);
        }
        return true;
    }

    private void reportLag(Follower follower, long publishToAckNanos, long nowNanos) {
        follower.publishToAckNanos = publishToAckNanos;
        if (nowNanos - follower.lagReportedNanos > LAG_REPORT_NANOS) {
            follower.lagReportedNanos = nowNanos;
            output.toPeer(follower.route, new PeerMessage.LagReport(epoch, publishToAckNanos));
        }
    }

    /** Takes commands in order without gaps, passing over what the world could not take; {@code inbox} says whether there is room. */
    void forwarded(PeerMessage.Forward forward, long route, long nowNanos, Predicate<Command> inbox) {
        Follower follower = followers.get(forward.nodeId());
        if (follower == null || forward.link() < follower.link) {
            return;
        }
        follower.heardNanos = nowNanos;
        if (forward.link() > follower.link) {
            follower.link = forward.link();
            follower.nextNumber = 1;
            follower.refusing = false;
        }
        if (follower.refusing) {
            return;
        }
        if (forward.firstNumber() > follower.nextNumber) {
            output.toPeer(route, new PeerMessage.ForwardGap(epoch, follower.link, follower.nextNumber));
            return;
        }
        List<Command> commands = forward.commands();
        state.prefetch(commands);
        for (int i = (int) Math.min(commands.size(), follower.nextNumber - forward.firstNumber());
                i < commands.size();
                i++) {
            if (Commands.isAllowed(commands.get(i)) && !inbox.test(commands.get(i))) {
                follower.refusing = true;
                output.toPeer(route, new PeerMessage.ForwardRefused(epoch, follower.link, follower.nextNumber));
                return;
            }
            follower.nextNumber++;
        }
    }

    void credited(PeerMessage.SnapshotCredit credit, long nowNanos) {
        Follower follower = followers.get(credit.nodeId());
        if (follower != null) {
            follower.heardNanos = nowNanos;
            snapshots.credit(credit.transfer(), credit.index(), nowNanos);
        }
    }

    /** Replays to those whose acknowledgements stopped: the feed may have lost something. */
    void resend(long nowNanos) {
        for (Follower follower : inOrder) {
            boolean behind = follower.acknowledgedSeq > 0 && follower.acknowledgedSeq < ring.lastSeq();
            boolean recent = nowNanos - follower.heardNanos < FORGET_NANOS;
            if (behind
                    && recent
                    && nowNanos - follower.replayedNanos > RESEND_NANOS
                    && nowNanos - follower.progressNanos > RESEND_NANOS
                    && ring.covers(follower.acknowledgedSeq + 1)) {
                follower.replayedSeq = follower.acknowledgedSeq;
                replay(follower, nowNanos);
            }
        }
    }

    boolean pumpSnapshot(long nowNanos) {
        return snapshots.pump(nowNanos);
    }

    /** Highest seq that an admitted slave has acknowledged, 0 when none has. */
    long acknowledgedByAdmitted() {
        long highest = 0;
        for (Follower follower : inOrder) {
            if (state.admissions().contains(follower.nodeId)) {
                highest = Math.max(highest, follower.acknowledgedSeq);
            }
        }
        return highest;
    }

    /** Followers that are close behind and not admitted yet. */
    List<Follower> readyToBeAdmitted() {
        List<Follower> ready = new ArrayList<>(0);
        for (Follower follower : inOrder) {
            if (!follower.catchingUp
                    && follower.acknowledgedSeq > 0
                    && follower.acknowledgedSeq + ADMISSION_SEQS > state.seq()
                    && !state.admissions().contains(follower.nodeId)) {
                ready.add(follower);
            }
        }
        return ready;
    }

    int count() {
        return followers.size();
    }

    long snapshotsSent() {
        return snapshots.sentCount();
    }

    void close() {
        snapshots.close();
    }
}
