package dev.gamecluster.e2e.simulation;

import dev.gamecluster.gameserver.core.NodeCore;
import dev.gamecluster.gameserver.core.NodeIdentity;
import dev.gamecluster.gameserver.core.NodeOutput;
import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.gameserver.core.Randomness;
import dev.gamecluster.gameserver.core.TicketCheck;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One game server: a real {@link NodeCore} in a simulated process. A restart is a new core with a new node id and no world. */
final class SimulatedNode extends SimulatedProcess implements NodeOutput {
    private final Network network;
    private final NodeSettings settings;
    private final Invariants invariants;
    private final Trace trace;
    private final Statistics statistics;
    private final double feedLoss;
    private final Endpoints endpoints;
    private final Map<Long, Wire> routes = new LinkedHashMap<>();
    private final List<Wire> subscribers = new ArrayList<>();
    private final Map<Long, ClientConnection> clients = new LinkedHashMap<>();
    private NodeCore core;
    private int nodeId;
    private Wire control;
    private Wire internal;
    private Wire feed;

    SimulatedNode(
            String name,
            int address,
            Network network,
            NodeSettings settings,
            Invariants invariants,
            Trace trace,
            Statistics statistics,
            double feedLoss) {
        super(name, address, network.queue(), network.chance().fork());
        this.network = network;
        this.settings = settings;
        this.invariants = invariants;
        this.trace = trace;
        this.statistics = statistics;
        this.feedLoss = feedLoss;
        this.endpoints = new Endpoints(endpoint(5555), endpoint(5556), endpoint(5557));
    }

    private String endpoint(int port) {
        return "tcp://" + address() + ":" + port;
    }

    /** The address of the process behind an endpoint of {@link #endpoint}. */
    static int addressOf(String endpoint) {
        return Integer.parseInt(endpoint.substring("tcp://".length(), endpoint.lastIndexOf(':')));
    }

    NodeCore core() {
        return core;
    }

    int nodeId() {
        return nodeId;
    }

    NodeView view() {
        return core.view(clockNanos());
    }

    @Override
    public String toString() {
        return name() + (isUp() ? " " + view() : " down") + (isPaused() ? " paused" : "");
    }

    // ---- life ------------------------------------------------------------------------------------------------------

    @Override
    void onStart() {
        nodeId = (int) chance().bits() | 1;
        NodeIdentity identity = new NodeIdentity(SimulatedRegistry.CLUSTER, name(), nodeId, endpoints);
        core = new NodeCore(identity, settings, this, new SeededRandomness(), TicketCheck.NOT_REQUIRED, clockNanos());
        invariants.started(this);
        NodeCore mine = core;
        control = new Wire(
                network,
                Wire.Kind.CONTROL,
                this,
                SimulatedRegistry.ADDRESS,
                frame -> fromRegistry(mine, (ControlMessage) Frames.decode(frame)),
                () -> {});
        trace.add(name(), "started", Integer.toHexString(nodeId));
    }

    @Override
    void onCrash() {
        trace.add(name(), "crashed", core.state().position());
        control.close();
        unfollow();
        routes.clear();
        subscribers.clear();
        clients.values().forEach(ClientConnection::serverGone);
        clients.clear();
        network.breakConnectionsTo(address());
    }

    private final class SeededRandomness implements Randomness {
        @Override
        public SessionKey sessionKey() {
            return new SessionKey(chance().bits(), chance().bits());
        }

        @Override
        public double between(double minimum, double maximum) {
            return chance().uniform(minimum, maximum);
        }
    }

    @Override
    long cycle() {
        boolean more = step(() -> core.onCycle(clockNanos()));
        return more ? 20_000L : core.waitNanos(clockNanos());
    }

    private boolean step(java.util.function.BooleanSupplier call) {
        boolean result;
        try {
            result = call.getAsBoolean();
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Violation(name() + " failed: " + e, e);
        }
        invariants.afterStep(this);
        return result;
    }

    private void step(Runnable call) {
        step(() -> {
            call.run();
            return false;
        });
    }

    /** SIGTERM: it wants to go. */
    void leave() {
        deliver(() -> step(core::leave));
    }

    // ---- inputs ----------------------------------------------------------------------------------------------------

    private void fromRegistry(NodeCore addressee, ControlMessage message) {
        if (addressee == core) {
            trace.add(name(), "registry:", message);
            step(() -> core.onControl(message, clockNanos()));
        }
    }

    @Override
    void onDialled(Wire wire) {
        if (wire.kind() == Wire.Kind.FEED) {
            subscribers.add(wire);
        } else {
            routes.put(wire.route(), wire);
        }
    }

    @Override
    void onWire(Wire.Kind kind, long route, byte[] frame) {
        PeerMessage message = (PeerMessage) Frames.decode(frame);
        traceUnlessFrequent("peer:", message);
        step(() -> core.onPeer(route, message, clockNanos()));
    }

    private void traceUnlessFrequent(String what, PeerMessage message) {
        if (!(message instanceof PeerMessage.Ack || message instanceof PeerMessage.LagReport)) {
            trace.add(name(), what, message);
        }
    }

    void connected(ClientConnection connection) {
        clients.put(connection.id(), connection);
    }

    void onRequest(ClientConnection connection, Request request) {
        deliver(() -> step(() -> core.onRequest(connection.id(), request, clockNanos())));
    }

    // ---- outputs ---------------------------------------------------------------------------------------------------

    @Override
    public void toClient(long connection, ServerMessage message) {
        invariants.answered(this, message);
        ClientConnection client = clients.get(connection);
        if (client != null) {
            client.toClient(message);
        }
    }

    @Override
    public void publish(Delta delta) {
        if (!(delta.entries().getFirst().record() instanceof LogRecord.Tick)) {
            trace.add(name(), "publishes", delta);
        }
        invariants.published(this, delta);
        byte[] frame = Frames.encode(new PeerMessage.Feed(delta));
        subscribers.removeIf(wire -> wire.route() == 0);
        for (Wire wire : subscribers) {
            if (network.isCut(address(), wire.from()) && network.chance().is(0.5)
                    || feedLoss > 0 && network.chance().is(feedLoss)) {
                statistics.feedLost++;
            } else {
                wire.sendBack(wire.route(), frame);
            }
        }
    }

    @Override
    public void toPeer(long route, PeerMessage message) {
        if (message instanceof PeerMessage.SnapshotEnd) {
            statistics.snapshots++;
        }
        if (message instanceof PeerMessage.Replay replay) {
            invariants.replayed(this, replay.deltas());
        }
        Wire wire = routes.get(route);
        if (wire != null) {
            wire.sendBack(route, Frames.encode(message));
        }
    }

    @Override
    public void toMaster(PeerMessage message) {
        if (internal != null) {
            internal.send(Frames.encode(message));
        }
    }

    @Override
    public void toRegistry(ControlMessage message) {
        if (!(message instanceof ControlMessage.Heartbeat)) {
            trace.add(name(), "to registry", message);
        }
        control.send(Frames.encode(message));
    }

    @Override
    public void follow(Endpoints master) {
        unfollow();
        int address = addressOf(master.internal());
        NodeCore mine = core;
        internal = new Wire(network, Wire.Kind.INTERNAL, this, address, frame -> fromMaster(mine, frame), () -> {});
        feed = new Wire(network, Wire.Kind.FEED, this, address, frame -> fromFeed(mine, frame), () -> {});
    }

    private void fromMaster(NodeCore addressee, byte[] frame) {
        if (addressee == core) {
            PeerMessage message = (PeerMessage) Frames.decode(frame);
            traceUnlessFrequent("master:", message);
            step(() -> core.onMaster(message, clockNanos()));
        }
    }

    private void fromFeed(NodeCore addressee, byte[] frame) {
        if (addressee == core) {
            PeerMessage.Feed message = (PeerMessage.Feed) Frames.decode(frame);
            step(() -> core.onFeed(message.delta(), clockNanos()));
        }
    }

    @Override
    public void unfollow() {
        if (internal != null) {
            internal.close();
            feed.close();
            internal = null;
            feed = null;
        }
    }

    @Override
    public void report(String sentence) {
        trace.add(name(), "reports", sentence);
        invariants.reported(this, sentence);
    }
}
