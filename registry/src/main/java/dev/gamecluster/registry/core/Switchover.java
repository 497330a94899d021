package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import dev.gamecluster.protocol.node.ControlMessage.SteppedDown;
import dev.gamecluster.protocol.node.Position;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A planned change of master, without loss.
 *
 * <ol>
 *   <li>The master is asked to stop; it says where its log ends.
 *   <li>The target, which still follows, is probed until it has applied the log to its end. (Only then may anybody be prepared: a node
 *       that has promised applies nothing more.)
 *   <li>An {@link Election} in which the target is chosen as soon as it has promised.
 * </ol>
 *
 * When the master does not stop, or the target does not catch up, in {@code stepDownMillis}, an ordinary election finishes what was
 * begun; the old master wins it unless somebody is ahead of it.
 */
final class Switchover {
    enum Step {
        IDLE,
        STEPPING_DOWN,
        CATCHING_UP,
        ELECTING
    }

    /** What was not answered is sent again. */
    static final long REPEAT_NANOS = 20_000_000L;
    /** A target that was still behind is probed again. */
    static final long PROBE_AGAIN_NANOS = 1_000_000L;
    /** Between two attempts to hand over from a master that wants to go. */
    static final long LEAVING_RETRY_NANOS = 1_000_000_000L;

    private final ClusterState state;
    private final Candidates candidates;
    private final Election election;
    private final FailureDetector detector;
    private final DirectorOutput output;
    private final long stepDownNanos;

    private Step step = Step.IDLE;
    private int masterId;
    private String masterName;
    private long masterTick;
    private int targetId;
    private String targetName;
    private long epoch;
    private long startNanos;
    private long stepNanos;
    private long sentNanos;
    private long nonce;
    private boolean replied;
    private Position end;
    private Consumer<SwitchoverResult> answer;
    private boolean leavingTried;
    private long leavingTriedNanos;

    Switchover(
            ClusterState state,
            Candidates candidates,
            Election election,
            FailureDetector detector,
            DirectorSettings settings,
            DirectorOutput output) {
        this.state = state;
        this.candidates = candidates;
        this.election = election;
        this.detector = detector;
        this.output = output;
        this.stepDownNanos = settings.stepDownMillis() * 1_000_000L;
    }

    Step step() {
        return step;
    }

    /** @param steady a master reigns and nothing is under way */
    void request(String toOrNull, boolean steady, Consumer<SwitchoverResult> whenDone, long nowNanos) {
        SwitchoverResult.Refused refused = refusal(toOrNull, steady);
        if (refused != null) {
            whenDone.accept(refused);
            return;
        }
        NodeEntry target =
                toOrNull == null ? defaultTarget().orElseThrow() : state.nodes().findLive(toOrNull);
        begin(state.master(), target, whenDone, nowNanos);
    }

    /** The master wants to go: hands over if there is anybody, now and then again if that fails. */
    void leave(long nowNanos) {
        boolean tooSoon = leavingTried && nowNanos - leavingTriedNanos < LEAVING_RETRY_NANOS;
        Optional<NodeEntry> target = defaultTarget();
        if (!tooSoon && target.isPresent()) {
            leavingTried = true;
            leavingTriedNanos = nowNanos;
            begin(state.master(), target.get(), result -> {}, nowNanos);
        }
    }

    /** This registry did not run for a while. */
    void extend(long gapNanos) {
        stepNanos += gapNanos;
    }

    void advance(long nowNanos) {
        switch (step) {
            case IDLE, ELECTING -> {}
            case STEPPING_DOWN -> advanceSteppingDown(nowNanos);
            case CATCHING_UP -> advanceCatchingUp(nowNanos);
        }
    }

    void onSteppedDown(SteppedDown steppedDown, long nowNanos) {
        if (step != Step.STEPPING_DOWN || steppedDown.nodeId() != masterId || steppedDown.epoch() != epoch) {
            return;
        }
        end = steppedDown.position();
        masterTick = end.tick();
        step = Step.CATCHING_UP;
        stepNanos = nowNanos;
        probeTarget(nowNanos);
        advanceCatchingUp(nowNanos);
    }

    void onProbeReply(long repliedNonce, long nowNanos) {
        if (step == Step.CATCHING_UP && repliedNonce == nonce) {
            replied = true;
            advanceCatchingUp(nowNanos);
        }
    }

    /** An election is over, ours or not. */
    void onPromoted(Failover failover, long nowNanos) {
        if (step == Step.IDLE) {
            return;
        }
        step = Step.IDLE;
        if (failover.to().equals(targetName)) {
            answer.accept(new SwitchoverResult.Done(
                    masterName, failover.to(), failover.epoch(), (nowNanos - startNanos) / 1e6));
        } else {
            answer.accept(new SwitchoverResult.Failed("the switchover from " + masterName + " to " + targetName
                    + " was not completed; " + failover.to() + " is master of epoch " + failover.epoch()));
        }
    }

    /** Another registry made somebody master. */
    void cancel(Reign other) {
        if (step != Step.IDLE) {
            step = Step.IDLE;
            answer.accept(new SwitchoverResult.Failed("another registry made " + other.masterName()
                    + " master of epoch " + other.epoch() + " meanwhile"));
        }
    }

    private SwitchoverResult.Refused refusal(String toOrNull, boolean steady) {
        NodeEntry master = state.master();
        if (!steady) {
            boolean masterless = master == null && election.step() == Election.Step.IDLE;
            return masterless
                    ? refused(SwitchoverResult.Refusal.NO_MASTER, "there is no master")
                    : refused(SwitchoverResult.Refusal.BUSY, "an election or a switchover is under way");
        }
        if (toOrNull == null) {
            return defaultTarget().isPresent()
                    ? null
                    : refused(SwitchoverResult.Refusal.NO_SLAVE, "there is no slave that could become master");
        }
        NodeEntry target = state.nodes().findLive(toOrNull);
        if (target == null) {
            return refused(SwitchoverResult.Refusal.UNKNOWN_TARGET, "there is no live node \"" + toOrNull + "\"");
        }
        if (target == master) {
            return refused(SwitchoverResult.Refusal.TARGET_IS_MASTER, "\"" + toOrNull + "\" is the master");
        }
        return isReady(target)
                ? null
                : refused(
                        SwitchoverResult.Refusal.TARGET_NOT_READY,
                        "\"" + toOrNull + "\" is not a live, admitted, following slave that stays");
    }

    private static SwitchoverResult.Refused refused(SwitchoverResult.Refusal refusal, String message) {
        return new SwitchoverResult.Refused(refusal, message);
    }

    private Optional<NodeEntry> defaultTarget() {
        return state.nodes().live().stream().filter(this::isReady).min(Candidates.order(0));
    }

    private boolean isReady(NodeEntry node) {
        return node.nodeId() != state.reign().master()
                && candidates.isAdmitted(node)
                && node.heartbeat().following()
                && !node.isSuspect()
                && !node.wantsToGo();
    }

    private void begin(NodeEntry master, NodeEntry target, Consumer<SwitchoverResult> whenDone, long nowNanos) {
        masterId = master.nodeId();
        masterName = master.name();
        masterTick = master.position().tick();
        targetId = target.nodeId();
        targetName = target.name();
        epoch = state.reign().epoch();
        answer = whenDone;
        end = null;
        step = Step.STEPPING_DOWN;
        startNanos = nowNanos;
        stepNanos = nowNanos;
        askMaster(nowNanos);
    }

    private void askMaster(long nowNanos) {
        sentNanos = nowNanos;
        output.send(masterId, new StepDown(epoch));
    }

    private void probeTarget(long nowNanos) {
        NodeEntry target = state.nodes().findLive(targetId);
        if (target != null) {
            sentNanos = nowNanos;
            replied = false;
            nonce = detector.nextNonce();
            output.probe(targetId, target.heartbeat().endpoints(), nonce);
        }
    }

    private void advanceSteppingDown(long nowNanos) {
        ClusterState.Loss loss = state.loss();
        if (state.nodes().findLive(masterId) == null) {
            step = Step.ELECTING;
            Reason reason = loss == null ? Reason.HEARTBEAT_LOST : loss.reason();
            long noticeNanos = loss == null ? nowNanos : loss.noticeNanos();
            election.begin(new Election.Cause(reason, masterName, masterTick, noticeNanos, targetId, null), nowNanos);
        } else if (nowNanos - stepNanos >= stepDownNanos) {
            abort(nowNanos);
        } else if (nowNanos - sentNanos >= REPEAT_NANOS) {
            askMaster(nowNanos);
        }
    }

    private void advanceCatchingUp(long nowNanos) {
        NodeEntry target = state.nodes().findLive(targetId);
        if (target == null || nowNanos - stepNanos >= stepDownNanos) {
            abort(nowNanos);
        } else if (Candidates.BY_PROGRESS.compare(target.position(), end) >= 0) {
            step = Step.ELECTING;
            election.begin(
                    new Election.Cause(Reason.SWITCHOVER, masterName, masterTick, startNanos, targetId, end), nowNanos);
        } else if (nowNanos - sentNanos >= (replied ? PROBE_AGAIN_NANOS : REPEAT_NANOS)) {
            probeTarget(nowNanos);
        }
    }

    private void abort(long nowNanos) {
        step = Step.ELECTING;
        election.begin(
                new Election.Cause(Reason.SWITCHOVER_ABORTED, masterName, masterTick, startNanos, masterId, null),
                nowNanos);
    }
}
