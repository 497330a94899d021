package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Prepared;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives the cluster a new master.
 *
 * <ol>
 *   <li><em>Prepare.</em> Every live node (and, without waiting for it, the old master) is asked to promise the next epoch: it then
 *       applies nothing and answers nobody from an older one, and says how far it is. An election by heartbeats could choose a slave
 *       that is behind one that has already answered its client. All live nodes are waited for, at most {@code prepareMillis}; admitted
 *       ones that have not answered by then are probed, and waited for while they prove to be alive, at most {@code
 *       suspectAfterMillis} longer.
 *   <li><em>Choose</em> among those that promised, see {@link Candidates}. Nobody: say so, and keep asking.
 *   <li><em>Fence.</em> The new reign is written by compare-and-set. Lost the race: from the start, with a newer epoch.
 *   <li><em>Promote.</em> The chosen node and all others are told. It is over when the chosen node's heartbeat says that it is master.
 *       When it dies first, or does not confirm in {@code suspectAfterMillis + probeMillis}: from the start, with a newer epoch.
 * </ol>
 *
 * An election that has asked anybody to promise is always finished. An epoch that was promised and not used is skipped.
 */
final class Election {
    enum Step {
        IDLE,
        PREPARING,
        FENCING,
        PROMOTING
    }

    /**
     * Why there is an election.
     *
     * @param from name of the old master, empty when there was none
     * @param oldTick the tick that its world had reached
     * @param preferredId node that wins a tie, 0: none
     * @param enough as soon as the preferred node promised and is that far, it is chosen without waiting for others; null: never
     */
    record Cause(Reason reason, String from, long oldTick, long noticeNanos, int preferredId, Position enough) {}

    /** After this time a store that did not answer, or could not, is asked again. */
    static final long FENCE_SILENT_NANOS = 200_000_000L;

    static final long FENCE_UNAVAILABLE_NANOS = 100_000_000L;

    private final ClusterState state;
    private final Candidates candidates;
    private final Vacancy vacancy;
    private final FailureDetector detector;
    private final DirectorOutput output;
    private final long prepareNanos;
    private final Patience patience;
    private final Map<Integer, Prepared> promises = new TreeMap<>();

    /** Nodes that were made suspect in this round. */
    private final Set<Integer> probed = new TreeSet<>();

    private Step step = Step.IDLE;
    private Cause cause;
    private long epoch;
    private long stepNanos;
    private long askAgainNanos;
    private Prepared chosen;
    private boolean writesMayBeLost;

    Election(
            ClusterState state,
            Candidates candidates,
            Vacancy vacancy,
            FailureDetector detector,
            Patience patience,
            DirectorSettings settings,
            DirectorOutput output) {
        this.state = state;
        this.candidates = candidates;
        this.vacancy = vacancy;
        this.detector = detector;
        this.output = output;
        this.prepareNanos = settings.prepareMillis() * 1_000_000L;
        this.patience = patience;
    }

    Step step() {
        return step;
    }

    long epoch() {
        return epoch;
    }

    /** From the first prepare until the new reign is written. */
    boolean isBeforeFence() {
        return step == Step.PREPARING || step == Step.FENCING;
    }

    void begin(Cause why, long nowNanos) {
        cause = why;
        startRound(nowNanos);
    }

    /** Somebody else has won a newer reign. */
    void cancel() {
        step = Step.IDLE;
    }

    /** This registry did not run for a while. */
    void extend(long gapNanos) {
        stepNanos += gapNanos;
        askAgainNanos += gapNanos;
    }

    void advance(long nowNanos) {
        switch (step) {
            case IDLE -> {}
            case PREPARING -> advancePreparing(nowNanos);
            case FENCING -> advanceFencing(nowNanos);
            case PROMOTING -> advancePromoting(nowNanos);
        }
    }

    /** @return the completed change of master when this heartbeat confirms it, else null */
    Failover onHeartbeat(Heartbeat heartbeat, long nowNanos) {
        if (step == Step.PREPARING && !promises.containsKey(heartbeat.nodeId())) {
            output.send(heartbeat.nodeId(), new Prepare(epoch));
        }
        boolean confirms = step == Step.PROMOTING
                && heartbeat.nodeId() == chosen.nodeId()
                && heartbeat.role() == Role.MASTER
                && heartbeat.epoch() == epoch;
        if (!confirms) {
            return null;
        }
        step = Step.IDLE;
        return report(heartbeat.name(), nowNanos);
    }

    void onPrepared(Prepared prepared) {
        if (step == Step.PREPARING && prepared.epoch() == epoch) {
            promises.put(prepared.nodeId(), prepared);
        }
    }

    void onFenced(FenceResult result, long nowNanos) {
        boolean current = step == Step.FENCING && result.epoch() == epoch;
        switch (result) {
            case FenceResult.Won won -> {
                state.epochs().reigned(won.epoch());
                if (current) {
                    promote(nowNanos);
                }
            }
            case FenceResult.Lost lost -> {
                state.epochs().reigned(lost.currentEpoch());
                if (current) {
                    startRound(nowNanos);
                }
            }
            case FenceResult.Unavailable unavailable -> {
                if (current) {
                    askAgainNanos = nowNanos + FENCE_UNAVAILABLE_NANOS;
                }
            }
        }
    }

    private void startRound(long nowNanos) {
        epoch = state.epochs().next();
        promises.clear();
        probed.clear();
        chosen = null;
        step = Step.PREPARING;
        stepNanos = nowNanos;
        for (NodeEntry node : state.nodes().live()) {
            output.send(node.nodeId(), new Prepare(epoch));
        }
        NodeEntry oldMaster = state.nodes().find(state.reign().master());
        if (oldMaster != null && oldMaster.isLost()) {
            output.send(oldMaster.nodeId(), new Prepare(epoch));
        }
    }

    private void advancePreparing(long nowNanos) {
        if (state.epochs().heard() > epoch) {
            startRound(nowNanos);
            return;
        }
        NodeEntry preferred = preferredThatIsFarEnough();
        if (preferred != null) {
            fence(preferred, Candidates.Level.ADMITTED, nowNanos);
            return;
        }
        if (mustWait(nowNanos)) {
            return;
        }
        Candidates.Level level = vacancy.level(nowNanos);
        Optional<NodeEntry> best = candidates.choose(promised(), level, cause.preferredId());
        if (best.isPresent()) {
            fence(best.get(), level, nowNanos);
        } else if (level == Candidates.Level.NOBODY) {
            vacancy.report();
        }
    }

    private NodeEntry preferredThatIsFarEnough() {
        NodeEntry preferred = state.nodes().findLive(cause.preferredId());
        Prepared promise = promises.get(cause.preferredId());
        boolean enough = cause.enough() != null
                && preferred != null
                && promise != null
                && Candidates.BY_PROGRESS.compare(promise.position(), cause.enough()) >= 0;
        return enough ? preferred : null;
    }

    private boolean mustWait(long nowNanos) {
        long elapsed = nowNanos - stepNanos;
        boolean anyMissing = false;
        boolean admittedMissing = false;
        for (NodeEntry node : state.nodes().live()) {
            if (promises.containsKey(node.nodeId())) {
                continue;
            }
            anyMissing = true;
            if (elapsed >= prepareNanos
                    && elapsed < prepareNanos + patience.suspectAfterNanos()
                    && candidates.isAdmitted(node)) {
                admittedMissing = true;
                if (probed.add(node.nodeId())) {
                    detector.suspect(node, Reason.PREPARE_UNANSWERED, nowNanos);
                }
            }
        }
        return anyMissing && elapsed < prepareNanos || admittedMissing;
    }

    private List<NodeEntry> promised() {
        List<NodeEntry> promised = new ArrayList<>();
        for (Prepared promise : promises.values()) {
            NodeEntry node = state.nodes().findLive(promise.nodeId());
            if (node != null) {
                node.promised(promise.epoch(), promise.position(), promise.admittedSeq());
                promised.add(node);
            }
        }
        return promised;
    }

    private void fence(NodeEntry node, Candidates.Level level, long nowNanos) {
        chosen = promises.get(node.nodeId());
        boolean worldBefore = state.epochs().reigned() > 0;
        writesMayBeLost = level != Candidates.Level.ADMITTED && worldBefore;
        step = Step.FENCING;
        stepNanos = nowNanos;
        askStore(node, nowNanos);
    }

    private void askStore(NodeEntry node, long nowNanos) {
        askAgainNanos = nowNanos + FENCE_SILENT_NANOS;
        output.fence(state.name().text(), state.epochs().reigned(), epoch, node.nodeId(), node.name());
    }

    private void advanceFencing(long nowNanos) {
        NodeEntry node = state.nodes().findLive(chosen.nodeId());
        if (node == null || state.epochs().heard() > epoch) {
            startRound(nowNanos);
        } else if (nowNanos - askAgainNanos >= 0) {
            askStore(node, nowNanos);
        }
    }

    private void promote(long nowNanos) {
        NodeEntry node = state.nodes().findLive(chosen.nodeId());
        if (node == null) {
            startRound(nowNanos);
            return;
        }
        state.begin(
                new Reign(epoch, node.nodeId(), node.name(), node.heartbeat().endpoints()));
        state.nodes().reignStartsAt(chosen.position().seq());
        vacancy.end();
        step = Step.PROMOTING;
        stepNanos = nowNanos;
        output.event(new ClusterEvent.Fenced(epoch, node.name()));
    }

    private void advancePromoting(long nowNanos) {
        NodeEntry node = state.nodes().findLive(chosen.nodeId());
        boolean hopeless = node == null || node.promisedEpoch() > epoch;
        if (hopeless || nowNanos - stepNanos >= patience.suspectAfterNanos() + patience.probeNanos()) {
            cause = new Cause(cause.reason(), cause.from(), cause.oldTick(), cause.noticeNanos(), 0, null);
            startRound(nowNanos);
        }
    }

    private Failover report(String to, long nowNanos) {
        boolean planned = cause.reason() == Reason.SWITCHOVER;
        long lostTicks = Math.max(0, cause.oldTick() - chosen.position().tick());
        return new Failover(
                cause.from(),
                to,
                epoch,
                (nowNanos - cause.noticeNanos()) / 1e6,
                planned ? 0 : lostTicks * Limits.TICK_MILLIS,
                cause.reason(),
                writesMayBeLost,
                planned,
                nowNanos);
    }
}
