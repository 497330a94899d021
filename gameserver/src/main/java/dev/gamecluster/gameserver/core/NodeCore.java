package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.util.List;

/**
 * One node. Driven by one thread: messages and requests go in as they come, and after each batch {@link #onCycle} does what time and
 * the batch ask for.
 *
 * <p>Roles change by what the registry assigns. A node takes an assignment when its epoch is at least the one it promised. A promise of
 * a higher epoch ends everything at once: no record of the old epoch is applied here any more, nobody is answered from it, and a master
 * stops. It waits for the assignment of the new epoch.
 */
public final class NodeCore {
    private static final long SHORTEST_WAIT_NANOS = 1_000_000L;
    private static final long LONGEST_WAIT_NANOS = 10_000_000L;

    private final NodeIdentity identity;
    private final NodeSettings settings;
    private final NodeOutput output;
    private final Randomness randomness;
    private final ClientDesk desk;
    private final Queries queries;
    private final DeltaRing ring;
    private final Heartbeats heartbeats;
    private final Departure departure;
    private final DeskTimers timers = new DeskTimers();

    private ReplicatedState state = new ReplicatedState();
    private final CurrentRole current = new CurrentRole();
    private long epoch;
    private long promisedEpoch;
    private boolean standalone;
    private long divergences;
    private final long startedNanos;
    /** The time of the event that is being handled, for commands that it causes. */
    private long nowForSubmit;

    public NodeCore(
            NodeIdentity identity,
            NodeSettings settings,
            NodeOutput output,
            Randomness randomness,
            TicketCheck tickets,
            long nowNanos) {
        this.identity = identity;
        this.settings = settings;
        this.output = output;
        this.randomness = randomness;
        this.startedNanos = nowNanos;
        this.ring = new DeltaRing(settings.ringBytes());
        this.desk = new ClientDesk(identity.nodeId(), output, randomness, tickets, this::submit);
        this.departure = new Departure(desk);
        this.queries = new Queries(output);
        this.heartbeats = new Heartbeats(identity, settings, nowNanos);
    }

    // ---- clients ---------------------------------------------------------------------------------------------------

    /** Something came from a client that needs no answer from the core: it is alive. */
    public void onHeard(long connection, long nowNanos) {
        desk.heard(connection, nowNanos);
    }

    /** @param connection unique for each connection of this process's life */
    public void onRequest(long connection, Request request, long nowNanos) {
        nowForSubmit = nowNanos;
        Connection known = desk.heard(connection, nowNanos);
        if (known == null) {
            String message = "this node has " + Limits.CONNECTIONS + " connections, which is its limit";
            output.toClient(connection, Failed.of(request.id(), ErrorCode.OVERLOADED, message));
            return;
        }
        switch (request) {
            case Request.Login login -> desk.login(state, known, login, nowNanos);
            case Request.Write write -> desk.write(state, known, write, nowNanos);
            case Request.Query query -> query(connection, query, nowNanos);
            case Request.Ping ping ->
                output.toClient(connection, new ServerMessage.Pong(ping.id(), state.tick(), lagMillis(nowNanos)));
        }
    }

    private void query(long connection, Request.Query query, long nowNanos) {
        if (state.seq() == 0) {
            String message = "this node has no copy of the world yet";
            output.toClient(connection, Failed.of(query.id(), ErrorCode.UNAVAILABLE, message));
        } else {
            queries.ask(state, lagMillis(nowNanos), connection, query, nowNanos);
        }
    }

    private boolean submit(Command command) {
        return isFenced() || current.submit(command, nowForSubmit);
    }

    // ---- other nodes -----------------------------------------------------------------------------------------------

    /** A message on the internal port; {@code route} leads back to its sender. */
    public void onPeer(long route, PeerMessage message, long nowNanos) {
        nowForSubmit = nowNanos;
        if (message instanceof PeerMessage.Probe probe) {
            Position position = state.position();
            output.toPeer(route, new PeerMessage.ProbeReply(probe.nonce(), identity.nodeId(), role(), epoch, position));
        } else if (current.isMaster() && !isFenced()) {
            current.master().onPeer(route, message, nowNanos);
        }
    }

    /** A message from the master that this node follows. */
    public void onMaster(PeerMessage message, long nowNanos) {
        nowForSubmit = nowNanos;
        if (current.isSlave() && !isFenced()) {
            current.slave().onMaster(message, nowNanos);
        }
    }

    public void onFeed(Delta delta, long nowNanos) {
        nowForSubmit = nowNanos;
        if (current.isSlave() && !isFenced()) {
            current.slave().onFeed(delta, nowNanos);
        }
    }

    /** A promise was given for a higher epoch than this node's. */
    private boolean isFenced() {
        return promisedEpoch > epoch;
    }

    // ---- the registry ----------------------------------------------------------------------------------------------

    public void onControl(ControlMessage message, long nowNanos) {
        nowForSubmit = nowNanos;
        switch (message) {
            case Assignment assignment -> assigned(assignment, nowNanos);
            case ControlMessage.Prepare prepare -> prepare(prepare.epoch());
            case ControlMessage.StepDown stepDown -> stepDown(stepDown.epoch(), nowNanos);
            case ControlMessage.Heartbeat ignored -> {}
            case ControlMessage.Prepared ignored -> {}
            case ControlMessage.SteppedDown ignored -> {}
        }
    }

    private void prepare(long asked) {
        if (asked > promisedEpoch) {
            promisedEpoch = asked;
            heartbeats.sendNow();
        }
        output.toRegistry(new ControlMessage.Prepared(
                identity.cluster(), identity.nodeId(), promisedEpoch, state.position(), admittedSeq(), loadPermille()));
    }

    private void stepDown(long asked, long nowNanos) {
        if (current.isMaster() && asked == epoch && !isFenced()) {
            current.master().stepDown(nowNanos);
            heartbeats.sendNow();
            output.toRegistry(
                    new ControlMessage.SteppedDown(identity.cluster(), identity.nodeId(), epoch, state.position()));
        }
    }

    private void assigned(Assignment assignment, long nowNanos) {
        if (assignment.epoch() < promisedEpoch || assignment.master() == 0) {
            departure.toldOfEnd(assignment.leave());
            return;
        }
        promisedEpoch = assignment.epoch();
        boolean mine = assignment.master() == identity.nodeId();
        if (mine && (!current.isMaster() || epoch < assignment.epoch())) {
            if (state.reigns().current() >= assignment.epoch()) {
                throw new IllegalStateException("assigned to begin epoch " + assignment.epoch() + ", the log has epoch "
                        + state.reigns().current());
            }
            becomeMaster(assignment, nowNanos);
        } else if (mine) {
            current.master().assigned(assignment, nowNanos);
        } else if (!current.isFollowing(assignment.master(), assignment.epoch())) {
            follow(assignment, nowNanos);
        }
        departure.told(assignment.leave());
        desk.redirects().spread(assignment.keep(), nowNanos);
    }

    /** Without a registry: master of the only reign, unprotected. */
    public void startStandalone(long nowNanos) {
        nowForSubmit = nowNanos;
        standalone = true;
        promisedEpoch = 1;
        becomeMaster(MasterRole.standalone(identity), nowNanos);
    }

    private void becomeMaster(Assignment assignment, long nowNanos) {
        boolean wasSlave = current.isSlave();
        current.leave(nowNanos);
        output.unfollow();
        epoch = assignment.epoch();
        MasterRole master =
                new MasterRole(identity, epoch, settings, output, randomness, state, ring, this::deliver, nowNanos);
        current.reign(master);
        master.assigned(assignment, nowNanos);
        master.cycle(nowNanos);
        // first what concerns sessions that this log does not know, lest their writes be taken for another's
        desk.reconcile(state);
        desk.submitAgain(state, nowNanos);
        if (wasSlave && assignment.live().size() > 1) {
            desk.redirects().all("promoted", false);
        }
        heartbeats.sendNow();
        output.report(identity.name() + " is master of epoch " + epoch + " from tick " + state.tick());
    }

    private void follow(Assignment assignment, long nowNanos) {
        current.leave(nowNanos);
        epoch = assignment.epoch();
        long link = current.nextLink();
        current.follow(
                new SlaveRole(identity, epoch, assignment.master(), link, output, ring, new SlaveHost(), nowNanos));
        output.follow(assignment.masterEndpoints());
        heartbeats.sendNow();
        output.report(identity.name() + " follows " + assignment.masterName() + " in epoch " + epoch);
    }

    private void deliver(Applied applied, long nowNanos) {
        desk.applied(state, applied, nowNanos);
    }

    private final class SlaveHost implements SlaveRole.Host {
        @Override
        public ReplicatedState state() {
            return state;
        }

        @Override
        public void dropState() {
            state = new ReplicatedState();
            ring.clear();
            heartbeats.sendNow();
        }

        @Override
        public void useState(ReplicatedState restored, long nowNanos) {
            state = restored;
            ring.clear();
            heartbeats.sendNow();
        }

        @Override
        public void applied(Applied applied, long nowNanos) {
            deliver(applied, nowNanos);
            if (applied.record() instanceof LogRecord.SlaveAdmitted) {
                heartbeats.sendNow();
            }
        }

        @Override
        public void following(long nowNanos) {
            desk.reconcile(state);
            desk.submitAgain(state, nowNanos);
            heartbeats.sendNow();
        }

        @Override
        public void refused(List<Command> commands, long nowNanos) {
            desk.refused(state, commands, nowNanos);
        }

        @Override
        public void diverged(String sentence) {
            divergences++;
            output.report(sentence);
        }
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    /**
     * Ends a batch of events.
     *
     * @return whether there is more to do at once (a snapshot to go on with, an inbox to empty)
     */
    public boolean onCycle(long nowNanos) {
        nowForSubmit = nowNanos;
        boolean more = false;
        if (!isFenced()) {
            more = current.cycle(nowNanos);
        }
        queries.release(state, lagMillis(nowNanos), nowNanos);
        timers.run(desk, state, !isFenced() && current.isInStep(), nowNanos);
        if (!standalone && heartbeats.isDue(nowNanos)) {
            output.toRegistry(heartbeats.next(view(nowNanos), nowNanos));
        }
        return more;
    }

    /** Whether this is a master that others follow. */
    public boolean hasFollowers() {
        return current.isMaster() && current.master().followers().count() > 0;
    }

    /** How long the driving thread may sleep when nothing comes. */
    public long waitNanos(long nowNanos) {
        long wait = LONGEST_WAIT_NANOS;
        if (current.isMaster()) {
            wait = Math.min(wait, current.master().nextTickNanos() - nowNanos);
        }
        return Math.max(SHORTEST_WAIT_NANOS, wait);
    }

    /** The next heartbeat says that this node wants to go: hand over when master, drain when slave. */
    public void leave() {
        departure.leave(standalone);
        heartbeats.sendNow();
    }

    /** Share of time that the driving thread was busy lately, 0..1000; part of the load. */
    public void onBusy(int permille) {
        heartbeats.busy(permille);
    }

    /** Fill of the queue of requests in front of this core, 0..1000; part of the load until the next heartbeat. */
    public void onRequestQueue(int permille) {
        heartbeats.requestQueue(permille);
    }

    // ---- what others may know --------------------------------------------------------------------------------------

    public Role role() {
        return current.role(state.seq() == 0);
    }

    private long admittedSeq() {
        return current.isMaster() ? 0 : state.admissions().admittedSeq(identity.nodeId());
    }

    private long lagNanos(long nowNanos) {
        boolean deposed = current.isMaster() && isFenced();
        return deposed ? nowNanos - startedNanos : current.lagNanos(startedNanos, nowNanos);
    }

    private long lagMillis(long nowNanos) {
        return lagNanos(nowNanos) / 1_000_000;
    }

    private int loadPermille() {
        return heartbeats.loadPermille(
                desk.connectionCount(), Math.max(current.fullestQueuePermille(), queries.waitingPermille()));
    }

    public NodeView view(long nowNanos) {
        MasterRole master = current.master();
        boolean following = current.isSlave() && current.isInStep() && !isFenced();
        return new NodeView(
                role(),
                epoch,
                promisedEpoch,
                state.position(),
                admittedSeq(),
                following,
                departure.isLeaving(),
                departure.isDraining(),
                departure.isEnding(),
                lagNanos(nowNanos) / 1_000,
                desk.connectionCount(),
                desk.boundSessions(),
                desk.pendingCount(),
                state.loggedInUsers(),
                state.knownUsers(),
                state.sessionCount(),
                loadPermille(),
                master != null && master.isHolding(nowNanos),
                master != null && master.isProtected(),
                master == null ? 0 : master.heldNanos(nowNanos),
                master == null ? 0 : master.unacknowledgedNanos(nowNanos),
                master == null ? 0 : master.followers().count(),
                master == null ? 0 : master.followers().snapshotsSent(),
                queries.answeredCount(),
                divergences,
                state.checkedSeq(),
                state.checkedHash());
    }

    /** The replicated state itself, for invariants of a simulation; only the driving thread may touch it. */
    public ReplicatedState state() {
        return state;
    }
}
