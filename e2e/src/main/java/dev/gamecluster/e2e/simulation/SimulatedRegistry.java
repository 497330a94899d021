package dev.gamecluster.e2e.simulation;

import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.PeerMessage.ProbeReply;
import dev.gamecluster.registry.core.ClusterDirector;
import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.DirectorOutput;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.DrainResult;
import dev.gamecluster.registry.core.EndpointChoice;
import dev.gamecluster.registry.core.FenceResult;
import dev.gamecluster.registry.core.Reach;
import dev.gamecluster.registry.core.SwitchoverResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The registry: a real {@link ClusterDirector} in a simulated process. A restart is a new director that knows nothing. */
final class SimulatedRegistry extends SimulatedProcess implements DirectorOutput {
    static final int ADDRESS = 0;
    static final String CLUSTER = "local/simulated";
    private static final long TIMER_NANOS = 10_000_000L;

    private final Network network;
    private final DirectorSettings settings;
    private final boolean durableFence;
    private final Trace trace;
    private final Statistics statistics;
    private final Map<Long, Wire> routes = new LinkedHashMap<>();
    private final Map<Integer, Wire> controlOf = new LinkedHashMap<>();
    private final Map<Integer, Long> routeOf = new LinkedHashMap<>();
    private final Map<Integer, Wire> probes = new LinkedHashMap<>();
    private FenceStore fence = new FenceStore();
    private ClusterDirector director;
    private long timerNanos;
    private long lastToken;

    SimulatedRegistry(
            Network network, DirectorSettings settings, boolean durableFence, Trace trace, Statistics statistics) {
        super("registry", ADDRESS, network.queue(), network.chance().fork());
        this.network = network;
        this.settings = settings;
        this.durableFence = durableFence;
        this.trace = trace;
        this.statistics = statistics;
    }

    ClusterView view() {
        return director.view(clockNanos());
    }

    // ---- life ------------------------------------------------------------------------------------------------------

    @Override
    void onStart() {
        if (!durableFence) {
            fence = new FenceStore();
        }
        director = new ClusterDirector(ClusterName.parse(CLUSTER), settings, this, clockNanos());
        timerNanos = clockNanos();
        trace.add(name(), "started", "");
    }

    @Override
    void onCrash() {
        trace.add(name(), "crashed", "");
        List.copyOf(probes.values()).forEach(Wire::close);
        probes.clear();
        routes.clear();
        controlOf.clear();
        routeOf.clear();
        network.breakConnectionsTo(ADDRESS);
    }

    @Override
    long cycle() {
        long now = clockNanos();
        if (now >= timerNanos) {
            timerNanos = now + TIMER_NANOS;
            guard(() -> director.onTimer(now));
        }
        return timerNanos - now;
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Violation("the registry failed: " + e, e);
        }
    }

    // ---- inputs ----------------------------------------------------------------------------------------------------

    @Override
    void onDialled(Wire wire) {
        routes.put(wire.route(), wire);
    }

    @Override
    void onWire(Wire.Kind kind, long route, byte[] frame) {
        ControlMessage message = (ControlMessage) Frames.decode(frame);
        long now = clockNanos();
        guard(() -> {
            switch (message) {
                case Heartbeat heartbeat -> {
                    remember(heartbeat.nodeId(), route);
                    director.onHeartbeat(heartbeat, now);
                }
                case ControlMessage.Prepared prepared -> director.onPrepared(prepared, now);
                case ControlMessage.SteppedDown stepped -> director.onSteppedDown(stepped, now);
                case ControlMessage.Assignment ignored -> throw new Violation("a node sent " + message, null);
                case ControlMessage.Prepare ignored -> throw new Violation("a node sent " + message, null);
                case ControlMessage.StepDown ignored -> throw new Violation("a node sent " + message, null);
            }
        });
    }

    private void remember(int nodeId, long route) {
        Wire wire = routes.get(route);
        if (wire != null) {
            controlOf.put(nodeId, wire);
            routeOf.put(nodeId, route);
        }
    }

    /** A client asks where to go; the answer comes in time or never. */
    void chooseEndpoint(int clientAddress, Consumer<Optional<EndpointChoice>> answer) {
        deliver(() -> guard(() -> {
            Optional<EndpointChoice> choice = director.chooseEndpoint(Reach.INSIDE, clockNanos());
            network.queue().after(network.latencyNanos(ADDRESS, clientAddress), () -> answer.accept(choice));
        }));
    }

    void requestSwitchover(String toOrNull) {
        deliver(() -> guard(() -> director.requestSwitchover(toOrNull, ++lastToken, clockNanos())));
    }

    void requestDrain(String node) {
        deliver(() -> guard(() -> director.requestDrain(node, ++lastToken, clockNanos())));
    }

    // ---- outputs ---------------------------------------------------------------------------------------------------

    @Override
    public void send(int nodeId, ControlMessage message) {
        Wire wire = controlOf.get(nodeId);
        if (wire != null) {
            wire.sendBack(routeOf.get(nodeId), Frames.encode(message));
        }
    }

    @Override
    public void probe(int nodeId, Endpoints endpoints, long nonce) {
        ClusterDirector mine = director;
        Wire wire = probes.computeIfAbsent(
                nodeId,
                id -> new Wire(
                        network,
                        Wire.Kind.PROBE,
                        this,
                        SimulatedNode.addressOf(endpoints.internal()),
                        frame -> probed(mine, (ProbeReply) Frames.decode(frame)),
                        () -> connectionLost(mine, id)));
        wire.send(Frames.encode(new PeerMessage.Probe(nonce)));
    }

    private void probed(ClusterDirector addressee, ProbeReply reply) {
        if (addressee == director) {
            guard(() -> director.onProbeReply(reply, clockNanos()));
        }
    }

    /** The end of a connection is noticed soon, or never. */
    private void connectionLost(ClusterDirector addressee, int nodeId) {
        if (chance().is(0.7)) {
            network.queue()
                    .after(
                            chance().nanos(0.2, 20),
                            () -> deliver(() -> {
                                if (addressee == director) {
                                    guard(() -> director.onConnectionLost(nodeId, clockNanos()));
                                }
                            }));
        }
    }

    @Override
    public void forget(int nodeId) {
        Wire wire = probes.remove(nodeId);
        if (wire != null) {
            wire.close();
        }
    }

    @Override
    public void fence(String cluster, long expectedEpoch, long epoch, int masterId, String masterName) {
        ClusterDirector mine = director;
        trace.add(name(), "fences", epoch + " for " + masterName);
        if (!durableFence) {
            FenceResult result = fence.write(expectedEpoch, epoch, masterId);
            deliver(() -> fenced(mine, result));
            return;
        }
        if (chance().is(0.05)) {
            FenceResult result = new FenceResult.Unavailable(epoch, "the store does not answer");
            network.queue().after(chance().nanos(1, 50), () -> deliver(() -> fenced(mine, result)));
            return;
        }
        boolean answerLost = chance().is(0.02);
        network.queue().after(chance().nanos(1, 30), () -> {
            FenceResult result = fence.write(expectedEpoch, epoch, masterId);
            if (!answerLost) {
                network.queue().after(chance().nanos(1, 30), () -> deliver(() -> fenced(mine, result)));
            }
        });
    }

    private void fenced(ClusterDirector addressee, FenceResult result) {
        if (addressee == director) {
            trace.add(name(), "fenced", result);
            guard(() -> director.onFenced(result, clockNanos()));
        }
    }

    @Override
    public void event(ClusterEvent event) {
        trace.add(name(), "event", event);
        if (event instanceof ClusterEvent.Promoted promoted) {
            statistics.promoted(promoted.failover());
        }
    }

    @Override
    public void switchoverDone(long token, SwitchoverResult result) {
        trace.add(name(), "switchover", result);
    }

    @Override
    public void drainDone(long token, DrainResult result) {
        trace.add(name(), "drain", result);
    }
}
