package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Position;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;

/**
 * Follows one master: says how far its log reaches, takes the replay or snapshot that it is sent, then every delta of the feed in
 * order.
 *
 * <p>A delta that comes too early is kept (a bounded number) until the gap before it is filled; a gap that stays, or a feed that is
 * silent for too long, is answered by asking again. A state hash or an outcome that differs from the master's means that this copy
 * is wrong: it is dropped, and a snapshot taken.
 *
 * <p>Clients hear of a record here only while this node is an admitted slave: only then may an election rely on it.
 */
final class SlaveRole {
    private static final long ASK_NANOS = 20_000_000L;
    private static final long FEED_SILENCE_NANOS = 500_000_000L;
    private static final long ACK_NANOS = 20_000_000L;
    private static final int EARLY_DELTAS = 4_096;

    /** What a slave asks of its node. */
    interface Host {
        ReplicatedState state();

        /** The copy is wrong or of another log: begin from nothing. */
        void dropState();

        /** A snapshot is complete. */
        void useState(ReplicatedState restored, long nowNanos);

        void applied(Applied applied, long nowNanos);

        /** The master accepted this node as a follower: from now on commands can be forwarded. */
        void following(long nowNanos);

        void refused(List<Command> commands, long nowNanos);

        void diverged(String sentence);
    }

    private final int nodeId;
    private final long epoch;
    private final int masterId;
    private final NodeOutput output;
    private final DeltaRing ring;
    private final Host host;
    private final ForwardLink link;
    private final SnapshotReceiver receiver;
    private final TreeMap<Long, Delta> early = new TreeMap<>();
    private final ArrayDeque<Applied> beforeAdmission = new ArrayDeque<>();
    private boolean accepted;
    private boolean gap;
    private long askedNanos = Long.MIN_VALUE / 2;
    private long acknowledgedNanos;
    private boolean acknowledge;
    private long newestPublishedNanos;
    private long newestDeltaNanos;
    private long publishToAckNanos;

    SlaveRole(
            NodeIdentity identity,
            long epoch,
            int masterId,
            long link,
            NodeOutput output,
            DeltaRing ring,
            Host host,
            long nowNanos) {
        this.nodeId = identity.nodeId();
        this.epoch = epoch;
        this.masterId = masterId;
        this.output = output;
        this.ring = ring;
        this.host = host;
        this.link = new ForwardLink(nodeId, epoch, link);
        this.receiver = new SnapshotReceiver(nodeId, output);
        this.newestDeltaNanos = nowNanos;
    }

    long epoch() {
        return epoch;
    }

    int masterId() {
        return masterId;
    }

    /** Whether the copy is complete up to what the feed brings. */
    boolean isLive() {
        return accepted && !gap;
    }

    private boolean isAdmitted() {
        return host.state().admissions().contains(nodeId);
    }

    // ---- commands --------------------------------------------------------------------------------------------------

    boolean submit(Command command) {
        // Before the master has accepted this node nothing is forwarded: what is pending is submitted again then.
        return !accepted || link.submit(command);
    }

    int forwardedCount() {
        return link.size();
    }

    /** Number that the next link must exceed. */
    long lastLink() {
        return link.link();
    }

    // ---- messages --------------------------------------------------------------------------------------------------

    void onFeed(Delta delta, long nowNanos) {
        if (delta.epoch() != epoch) {
            return;
        }
        newestDeltaNanos = nowNanos;
        if (!accepted) {
            keepEarly(delta);
            return;
        }
        newestPublishedNanos = delta.publishedNanos();
        take(delta, nowNanos);
    }

    void onMaster(PeerMessage message, long nowNanos) {
        switch (message) {
            case PeerMessage.Replay replay -> {
                if (replay.epoch() == epoch) {
                    replay(replay, nowNanos);
                }
            }
            case PeerMessage.LagReport report -> {
                if (report.epoch() == epoch) {
                    publishToAckNanos = report.publishToAckNanos();
                }
            }
            case PeerMessage.ForwardGap missing -> {
                if (missing.epoch() == epoch) {
                    link.gap(missing.link(), missing.expectedNumber(), nowNanos);
                }
            }
            case PeerMessage.ForwardRefused refused -> {
                if (refused.epoch() == epoch) {
                    host.refused(link.refused(refused.link(), refused.fromNumber()), nowNanos);
                }
            }
            case PeerMessage.SnapshotBegin begin -> {
                if (begin.epoch() == epoch) {
                    host.dropState();
                    receiver.begin(begin, nowNanos);
                }
            }
            case PeerMessage.SnapshotChunk chunk -> {
                if (chunk.epoch() == epoch) {
                    receiver.chunk(chunk, nowNanos);
                }
            }
            case PeerMessage.SnapshotEnd end -> {
                if (end.epoch() == epoch) {
                    restored(receiver.end(end), nowNanos);
                }
            }
            case PeerMessage.Feed ignored -> {}
            case PeerMessage.Follow ignored -> {}
            case PeerMessage.Ack ignored -> {}
            case PeerMessage.Forward ignored -> {}
            case PeerMessage.SnapshotCredit ignored -> {}
            case PeerMessage.Probe ignored -> {}
            case PeerMessage.ProbeReply ignored -> {}
        }
    }

    private void restored(ReplicatedState state, long nowNanos) {
        if (state == null) {
            host.diverged("a snapshot was incomplete or had another hash than announced; asking for another");
        } else {
            host.useState(state, nowNanos);
        }
        askNow();
    }

    private void replay(PeerMessage.Replay replay, long nowNanos) {
        if (replay.deltas().isEmpty() && host.state().seq() == 0) {
            // "you miss nothing" was said to a copy that was dropped meanwhile
            return;
        }
        for (Delta delta : replay.deltas()) {
            if (delta.firstSeq() > host.state().seq() + 1) {
                return;
            }
            if (!apply(delta, nowNanos)) {
                return;
            }
        }
        newestDeltaNanos = nowNanos;
        gap = false;
        if (!accepted) {
            accepted = true;
            link.renew();
            host.following(nowNanos);
        }
        applyEarly(nowNanos);
        acknowledge = true;
    }

    private void take(Delta delta, long nowNanos) {
        long expected = host.state().seq() + 1;
        if (delta.firstSeq() > expected) {
            keepEarly(delta);
            gap = true;
        } else if (apply(delta, nowNanos)) {
            applyEarly(nowNanos);
        }
    }

    private void keepEarly(Delta delta) {
        if (early.size() >= EARLY_DELTAS) {
            early.pollFirstEntry();
        }
        early.put(delta.firstSeq(), delta);
    }

    private void applyEarly(long nowNanos) {
        while (!early.isEmpty() && early.firstKey() <= host.state().seq() + 1) {
            if (!apply(early.pollFirstEntry().getValue(), nowNanos)) {
                return;
            }
        }
        gap = !early.isEmpty();
    }

    // ---- applying --------------------------------------------------------------------------------------------------

    /** Applies what is new of a delta. @return false when this copy turned out to be wrong and was dropped */
    private boolean apply(Delta delta, long nowNanos) {
        ReplicatedState state = host.state();
        long skipped = state.seq() + 1 - delta.firstSeq();
        List<Delta.Entry> entries = delta.entries();
        if (skipped >= entries.size()) {
            return true;
        }
        state.prefetch(delta);
        for (int i = (int) skipped; i < entries.size(); i++) {
            if (!apply(state, entries.get(i), nowNanos)) {
                diverged(state);
                return false;
            }
        }
        ring.add(delta);
        acknowledge = true;
        return true;
    }

    private boolean apply(ReplicatedState state, Delta.Entry entry, long nowNanos) {
        if (entry.record() instanceof LogRecord.StateHash expected && expected.hash() != state.hash()) {
            return false;
        }
        Outcome outcome = state.apply(entry.record());
        if (outcome.code() != entry.outcome().code()
                || outcome.hits() != entry.outcome().hits()) {
            return false;
        }
        if (entry.record() instanceof Command) {
            link.applied(entry.record(), nowNanos);
        }
        deliver(new Applied(state.seq(), entry.record(), outcome, state.replacedSession()), nowNanos);
        return true;
    }

    private void deliver(Applied applied, long nowNanos) {
        if (isAdmitted()) {
            while (!beforeAdmission.isEmpty()) {
                host.applied(beforeAdmission.removeFirst(), nowNanos);
            }
            host.applied(applied, nowNanos);
        } else if (applied.record() instanceof Command) {
            if (beforeAdmission.size() >= Limits.UNACKNOWLEDGED_ANSWERS) {
                beforeAdmission.removeFirst();
            }
            beforeAdmission.addLast(applied);
        }
    }

    private void diverged(ReplicatedState state) {
        host.diverged("this copy differs from the master's at seq " + state.seq() + " (hash here "
                + Long.toHexString(state.hash()) + "); dropping it and taking a snapshot");
        host.dropState();
        askNow();
    }

    private void askNow() {
        accepted = false;
        askedNanos = Long.MIN_VALUE / 2;
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    void cycle(long nowNanos) {
        if (accepted && nowNanos - newestDeltaNanos > FEED_SILENCE_NANOS) {
            newestDeltaNanos = nowNanos;
            gap = true;
        }
        if ((!accepted || gap) && !receiver.isReceiving(nowNanos) && nowNanos - askedNanos > ASK_NANOS) {
            askedNanos = nowNanos;
            Position position = host.state().position();
            output.toMaster(new PeerMessage.Follow(epoch, nodeId, position));
        }
        if (accepted) {
            link.flush(nowNanos, output);
            acknowledge(nowNanos);
        }
    }

    private void acknowledge(long nowNanos) {
        if (acknowledge || nowNanos - acknowledgedNanos > ACK_NANOS) {
            acknowledge = false;
            acknowledgedNanos = nowNanos;
            output.toMaster(new PeerMessage.Ack(epoch, nodeId, host.state().seq(), newestPublishedNanos));
            newestPublishedNanos = 0;
        }
    }

    /** How old this copy of the world is: the way from publishing to here, and the time since the last delta. */
    long lagNanos(long nowNanos) {
        return publishToAckNanos + Math.max(0, nowNanos - newestDeltaNanos);
    }
}
