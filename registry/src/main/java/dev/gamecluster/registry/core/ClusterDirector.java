package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Role;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides everything for one cluster: takes what nodes and people say, tells nodes what to do.
 *
 * <ol>
 *   <li>It begins by listening for {@code settleMillis} after the first heartbeat. Whoever reports to be master is believed, the
 *       highest epoch most. Nobody is told anything and nobody is elected yet. (A cluster in which nobody has a world need not wait
 *       once all its configured nodes are there.)
 *   <li>Then every heartbeat is answered with an assignment, and all are told at once when it changes.
 *   <li>When there is no live master, or the reign is in doubt (an epoch promised that nobody reigns in, two masters of one epoch, a
 *       master that does not call itself one), an {@link Election} is held as soon as there is anybody to elect.
 *   <li>When the master wants to go, or somebody asks, a {@link Switchover}.
 * </ol>
 *
 * It keeps nothing that nodes cannot tell it again. Pure and single-threaded; {@code nowNanos} must never fall. Every call ends with
 * the same step, {@code advance}, which looks at the state and does what is due.
 */
public final class ClusterDirector {
    private final ClusterState state;
    private final NodeDirectory nodes;
    private final DirectorOutput output;
    private final FailureDetector detector;
    private final Vacancy vacancy;
    private final Election election;
    private final Switchover switchover;
    private final DoubtWatch doubt;
    private final AssignmentBoard board;
    private final ViewBuilder views;
    private final Placement placement;
    private final Rebalancer rebalancer;
    private final Settling settling;
    private final History history = new History();
    private final long pauseNanos;

    private long lastTimerNanos;

    public ClusterDirector(ClusterName cluster, DirectorSettings settings, DirectorOutput output, long nowNanos) {
        this.output = output;
        this.state = new ClusterState(cluster);
        this.nodes = state.nodes();
        Candidates candidates = new Candidates(state);
        Patience patience = new Patience(settings);
        this.detector = new FailureDetector(nodes, patience, settings, output);
        this.vacancy = new Vacancy(state, candidates, settings, output);
        this.election = new Election(state, candidates, vacancy, detector, patience, settings, output);
        this.switchover = new Switchover(state, candidates, election, detector, settings, output);
        this.doubt = new DoubtWatch(state, patience);
        this.board = new AssignmentBoard(state, settings, output);
        this.views = new ViewBuilder(state, candidates, detector, patience);
        this.placement = new Placement(state, views);
        this.rebalancer = new Rebalancer(state, views, nowNanos);
        this.settling = new Settling(state, settings);
        this.pauseNanos = settings.suspectAfterMillis() * 1_000_000L / 2;
        this.lastTimerNanos = nowNanos;
    }

    // ---- what nodes say ---------------------------------------------------------------------------------------------

    public void onHeartbeat(Heartbeat heartbeat, long nowNanos) {
        if (nodes.isRetired(heartbeat.nodeId())) {
            return;
        }
        NodeEntry node = takeIn(heartbeat, nowNanos);
        if (node == null) {
            return;
        }
        history.heartbeat();
        settling.heard(nowNanos);
        state.epochs().reigned(heartbeat.epoch());
        state.epochs().promised(heartbeat.promisedEpoch());
        detector.onHeartbeat(node);
        considerClaim(node, nowNanos);
        Failover completed = election.onHeartbeat(heartbeat, nowNanos);
        if (completed != null) {
            onPromoted(node, completed, nowNanos);
        }
        if (node.nodeId() != state.reign().master() && node.reportDrainedOnce()) {
            output.event(new ClusterEvent.Drained(node.name(), node.nodeId()));
        }
        advance(nowNanos);
        rebalancer.look(isSteady(), nowNanos);
        if (isBoardOpen()) {
            board.tell(node, state.reign());
        }
    }

    public void onPrepared(ControlMessage.Prepared prepared, long nowNanos) {
        state.epochs().promised(prepared.epoch());
        election.onPrepared(prepared);
        advance(nowNanos);
    }

    public void onSteppedDown(ControlMessage.SteppedDown steppedDown, long nowNanos) {
        NodeEntry node = nodes.findLive(steppedDown.nodeId());
        if (node != null) {
            node.reported(steppedDown.position());
        }
        switchover.onSteppedDown(steppedDown, nowNanos);
        advance(nowNanos);
    }

    public void onProbeReply(PeerMessage.ProbeReply reply, long nowNanos) {
        NodeEntry replaced = detector.onProbeReply(reply.nonce(), reply.nodeId(), nowNanos);
        if (replaced != null) {
            lose(replaced, Reason.NODE_GONE, nowNanos);
        }
        NodeEntry node = nodes.findLive(reply.nodeId());
        if (node != null && Candidates.BY_PROGRESS.compare(reply.position(), node.position()) > 0) {
            node.reported(reply.position());
        }
        switchover.onProbeReply(reply.nonce(), nowNanos);
        advance(nowNanos);
    }

    /** The probe connection to that node closed: its process probably died, or has ended as it was meant to. */
    public void onConnectionLost(int nodeId, long nowNanos) {
        NodeEntry node = nodes.findLive(nodeId);
        if (node != null && node.wantsToGo() && nodeId != state.reign().master()) {
            lose(node, Reason.LEFT, nowNanos);
        } else if (node != null) {
            detector.suspect(node, Reason.CONNECTION_LOST, nowNanos);
        }
        advance(nowNanos);
    }

    /** After {@link #onConnectionLost}: nobody listens at that node's address any more. It counts with the next {@link #onTimer}. */
    public void onConnectionRefused(int nodeId, long nowNanos) {
        detector.refused(nodeId, nowNanos);
    }

    /** Somebody who knows says that the process is gone (its pod was deleted): no probe, and its id never comes back. */
    public void onNodeGone(String name, long nowNanos) {
        NodeEntry node = nodes.findLive(name);
        if (node != null) {
            lose(node, Reason.NODE_GONE, nowNanos);
            nodes.retireListed(node);
        }
        advance(nowNanos);
    }

    /** The answer to {@link DirectorOutput#fence}. */
    public void onFenced(FenceResult result, long nowNanos) {
        election.onFenced(result, nowNanos);
        advance(nowNanos);
    }

    /** Called at least every 10 ms; all time-outs are found here. */
    public void onTimer(long nowNanos) {
        long gapNanos = nowNanos - lastTimerNanos;
        lastTimerNanos = nowNanos;
        if (gapNanos > pauseNanos) {
            detector.grantFreshInterval(nowNanos);
            election.extend(gapNanos);
            switchover.extend(gapNanos);
            vacancy.extend(gapNanos);
        }
        for (NodeEntry node : detector.findLost(nowNanos)) {
            lose(node, node.suspicion().reason(), nowNanos);
        }
        nodes.forgetLongLost(nowNanos);
        advance(nowNanos);
    }

    // ---- what people say --------------------------------------------------------------------------------------------

    /** Answered by {@link DirectorOutput#switchoverDone}. */
    public void requestSwitchover(String toOrNull, long token, long nowNanos) {
        switchover.request(toOrNull, isSteady(), result -> output.switchoverDone(token, result), nowNanos);
        advance(nowNanos);
    }

    /**
     * Answered by {@link DirectorOutput#drainDone} as soon as the node knows that it drains. The master hands over first. The node
     * drains until its process ends.
     */
    public void requestDrain(String name, long token, long nowNanos) {
        NodeEntry node = nodes.findLive(name);
        if (node == null) {
            output.drainDone(token, new DrainResult.UnknownNode(name));
        } else if (node.nodeId() == state.reign().master()) {
            switchover.request(null, isSteady(), result -> drainOldMaster(node, result, token), nowNanos);
        } else {
            drain(node, token);
        }
        advance(nowNanos);
    }

    /** Changes the number of slaves that the cluster should have; empty: any. */
    public void configureSlaves(OptionalInt slaves, long nowNanos) {
        OptionalInt before = board.configuredSlaves();
        board.configureSlaves(slaves);
        if (before.isPresent() && slaves.isPresent() && before.getAsInt() != slaves.getAsInt()) {
            output.event(new ClusterEvent.Scaled(before.getAsInt(), slaves.getAsInt()));
        }
        advance(nowNanos);
    }

    /**
     * The cluster ends: from now on nobody is elected and no reign is handed over, and nodes that want to go are told to wait for
     * nobody. Cannot be taken back.
     */
    public void end(long nowNanos) {
        board.end();
        advance(nowNanos);
    }

    /** Where clients outside reach the nodes; replaces what was published before. */
    public void publish(PublishedEndpoints endpoints) {
        nodes.publish(endpoints);
    }

    /** Where the next client should go; empty when there is nobody that it can reach. Counts that client. */
    public Optional<EndpointChoice> chooseEndpoint(Reach reach, long nowNanos) {
        return placement.choose(reach, nowNanos);
    }

    public ClusterView view(long nowNanos) {
        return views.cluster(phase(), board.protection(state.reign()), history, nowNanos);
    }

    public Phase phase() {
        return views.phase(settling.isOver(), election.step(), switchover.step());
    }

    // ---- nodes come and go ------------------------------------------------------------------------------------------

    /** @return null when there is no room for it */
    private NodeEntry takeIn(Heartbeat heartbeat, long nowNanos) {
        NodeEntry node = nodes.findLive(heartbeat.nodeId());
        if (node != null) {
            node.heard(heartbeat, nowNanos);
            return node;
        }
        NodeEntry former = nodes.findLive(heartbeat.name());
        if (former != null) {
            lose(former, Reason.RESTARTED, nowNanos);
            nodes.retire(former);
        }
        if (!nodes.hasRoom()) {
            return null;
        }
        NodeEntry lost = nodes.find(heartbeat.nodeId());
        if (lost != null) {
            detector.onReturn(lost, nowNanos);
        }
        NodeEntry joined = nodes.join(heartbeat, nowNanos);
        output.event(new ClusterEvent.Joined(joined.name(), joined.nodeId()));
        detector.watch(joined);
        return joined;
    }

    private void lose(NodeEntry node, Reason reason, long nowNanos) {
        NodeEntry master = nodes.find(state.reign().master());
        long noticeNanos = node.isSuspect() ? node.suspicion().sinceNanos() : nowNanos;
        if (node == master) {
            state.masterLost(new ClusterState.Loss(reason, noticeNanos, nodes.highestTick()));
        }
        rebalancer.disturbed(nowNanos);
        nodes.lose(
                node, reason.isSilence(), master == null ? 0 : master.position().seq(), nowNanos);
        output.forget(node.nodeId());
        output.event(new ClusterEvent.Left(node.name(), node.nodeId(), reason));
    }

    // ---- who reigns -------------------------------------------------------------------------------------------------

    /** Believes a node that reports to be master, if nobody of a higher epoch is known. */
    private void considerClaim(NodeEntry node, long nowNanos) {
        Heartbeat claim = node.heartbeat();
        Reign reign = state.reign();
        if (claim.role() != Role.MASTER || claim.epoch() == 0 || claim.epoch() < reign.epoch()) {
            return;
        }
        if (claim.epoch() == reign.epoch() && claim.nodeId() != reign.master()) {
            doubt.sawTwoMasters();
            return;
        }
        if (claim.epoch() > reign.epoch() && claim.epoch() >= election.epoch()) {
            election.cancel();
            switchover.cancel(reignOf(node));
        }
        state.confirm(reignOf(node));
    }

    private static Reign reignOf(NodeEntry node) {
        return new Reign(
                node.heartbeat().epoch(),
                node.nodeId(),
                node.name(),
                node.heartbeat().endpoints());
    }

    private void onPromoted(NodeEntry node, Failover completed, long nowNanos) {
        state.confirm(reignOf(node));
        doubt.clear();
        history.promoted(completed);
        rebalancer.disturbed(nowNanos);
        output.event(new ClusterEvent.Promoted(completed));
        switchover.onPromoted(completed, nowNanos);
    }

    private void advance(long nowNanos) {
        settling.look(board.configuredSlaves(), nowNanos);
        if (board.isEnding()) {
            board.tellChanges(state.reign());
            return;
        }
        if (settling.isOver()) {
            if (election.step() == Election.Step.IDLE) {
                switchover.advance(nowNanos);
            }
            if (election.step() == Election.Step.IDLE && switchover.step() == Switchover.Step.IDLE) {
                watchReign(nowNanos);
            }
            election.advance(nowNanos);
        } else if (state.master() != null) {
            doubt.look(state.master(), nowNanos);
        }
        if (isBoardOpen()) {
            board.tellChanges(state.reign());
        }
    }

    private void watchReign(long nowNanos) {
        NodeEntry master = state.master();
        if (master == null) {
            considerElection(nowNanos);
            return;
        }
        doubt.look(master, nowNanos);
        Reason reason = doubt.reason(nowNanos);
        if (reason != null) {
            begin(reason, master.name(), nodes.highestTick(), nowNanos, nowNanos);
        } else if (master.wantsToGo() && !master.isSuspect()) {
            switchover.leave(nowNanos);
        }
    }

    private void considerElection(long nowNanos) {
        Candidates.Level level = vacancy.level(nowNanos);
        if (level == Candidates.Level.NOBODY) {
            vacancy.report();
            return;
        }
        ClusterState.Loss loss = state.loss();
        if (loss != null) {
            begin(loss.reason(), state.reign().masterName(), loss.tick(), loss.noticeNanos(), nowNanos);
        } else {
            boolean first = state.epochs().reigned() == 0;
            begin(first ? Reason.BOOTSTRAP : Reason.NO_MASTER_REPORTED, "", 0, nowNanos, nowNanos);
        }
    }

    private void begin(Reason reason, String from, long tick, long noticeNanos, long nowNanos) {
        doubt.clear();
        int master = state.reign().master();
        election.begin(new Election.Cause(reason, from, tick, noticeNanos, master, null), nowNanos);
    }

    private boolean isSteady() {
        return settling.isOver()
                && !board.isEnding()
                && state.master() != null
                && !state.master().isSuspect()
                && election.step() == Election.Step.IDLE
                && switchover.step() == Switchover.Step.IDLE;
    }

    private boolean isBoardOpen() {
        return board.isEnding() || settling.isOver() && !election.isBeforeFence();
    }

    // ---- draining ---------------------------------------------------------------------------------------------------

    private void drainOldMaster(NodeEntry node, SwitchoverResult result, long token) {
        switch (result) {
            case SwitchoverResult.Done done -> drain(node, token);
            case SwitchoverResult.Refused refused ->
                output.drainDone(token, new DrainResult.NotHandedOver(node.name(), refused));
            case SwitchoverResult.Failed failed ->
                output.drainDone(token, new DrainResult.NotHandedOver(node.name(), failed));
        }
    }

    private void drain(NodeEntry node, long token) {
        node.requestDrain(true);
        if (isBoardOpen()) {
            board.tell(node, state.reign());
        }
        output.drainDone(token, new DrainResult.Draining(node.name()));
    }
}
