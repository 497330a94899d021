package dev.gamecluster.registry.server;

import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeMessage;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.registry.core.ClusterDirector;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The registry's thread. Each turn: wait for anything, at most {@link #IDLE_MILLIS} ({@link #BUSY_MILLIS} while a director is not
 * steady); then first all that nodes have said, then closed connections, then commands, then timers. In this order a registry that
 * was held up hears what nodes said meanwhile before it judges their silence.
 */
final class RegistryLoop implements Runnable {
    static final long IDLE_MILLIS = 5;
    static final long BUSY_MILLIS = 1;
    /** Messages of one turn. More: the next turn, so that timers and commands have theirs. */
    static final int MESSAGES = 2_000;
    /** How old the pictures for metrics may be. */
    static final long PICTURE_NANOS = 250_000_000L;

    private final ZContext context;
    private final ControlSocket control;
    private final WakeUp wakeUp;
    private final CommandQueue commands;
    private final RegistryCounters counters;
    private final RegistryListener listener;
    private final ZMQ.Poller poller;
    private final ProbeLinks probes;
    private final ManagedCluster.Environment environment;
    private final Map<String, ManagedCluster> clusters = new LinkedHashMap<>();
    private final SeldomLog malformedLog = new SeldomLog();
    private final SeldomLog unknownLog = new SeldomLog();
    private boolean stopped;
    private long pictureNanos;
    private volatile List<ClusterView> pictures = List.of();
    private volatile long turnNanos = System.nanoTime();

    RegistryLoop(
            ZContext context,
            ControlSocket control,
            WakeUp wakeUp,
            CommandQueue commands,
            FenceStore fences,
            RegistryListener listener,
            RegistryCounters counters) {
        this.context = context;
        this.control = control;
        this.wakeUp = wakeUp;
        this.commands = commands;
        this.counters = counters;
        this.listener = listener;
        this.poller = context.createPoller(64);
        this.probes = new ProbeLinks(context, poller, wakeUp);
        this.environment = new ManagedCluster.Environment(control, probes, fences, listener, commands, counters);
    }

    // ---- on any thread ----------------------------------------------------------------------------------------------

    /** All clusters a moment ago. */
    List<ClusterView> pictures() {
        return pictures;
    }

    /** When the thread last began a turn. */
    long turnNanos() {
        return turnNanos;
    }

    // ---- on the registry's thread -----------------------------------------------------------------------------------

    @Override
    public void run() {
        try {
            poller.register(control.socket(), ZMQ.Poller.POLLIN);
            poller.register(wakeUp.channel(), ZMQ.Poller.POLLIN);
            while (!stopped) {
                turn();
            }
        } finally {
            clusters.values().forEach(ManagedCluster::abandon);
            poller.close();
            context.close();
            wakeUp.close();
        }
    }

    private void turn() {
        poller.poll(isBusy() ? BUSY_MILLIS : IDLE_MILLIS);
        long nowNanos = System.nanoTime();
        turnNanos = nowNanos;
        wakeUp.reset();
        receiveControl(nowNanos);
        receiveProbes(nowNanos);
        for (ProbeLinks.Loss loss = probes.takeLoss(); loss != null; loss = probes.takeLoss()) {
            lost(loss, nowNanos);
        }
        for (int i = 0; i < CommandQueue.CAPACITY && commands.runNext(nowNanos); i++) {
            // each has been run
        }
        for (ManagedCluster cluster : clusters.values()) {
            cluster.director().onTimer(nowNanos);
        }
        takePictures(nowNanos);
    }

    private void lost(ProbeLinks.Loss loss, long nowNanos) {
        ClusterDirector director = clusters.get(loss.link().cluster()).director();
        if (loss.refused()) {
            director.onConnectionRefused(loss.link().nodeId(), nowNanos);
        } else {
            director.onConnectionLost(loss.link().nodeId(), nowNanos);
        }
    }

    private boolean isBusy() {
        for (ManagedCluster cluster : clusters.values()) {
            Phase phase = cluster.director().phase();
            if (phase != Phase.STEADY && phase != Phase.SETTLING && phase != Phase.NO_MASTER) {
                return true;
            }
        }
        return false;
    }

    private void takePictures(long nowNanos) {
        if (nowNanos - pictureNanos >= PICTURE_NANOS || pictures.size() != clusters.size()) {
            pictureNanos = nowNanos;
            pictures = views(nowNanos);
        }
    }

    List<ClusterView> views(long nowNanos) {
        List<ClusterView> views = new ArrayList<>(clusters.size());
        for (ManagedCluster cluster : clusters.values()) {
            views.add(cluster.director().view(nowNanos));
        }
        return List.copyOf(views);
    }

    void stop() {
        stopped = true;
    }

    void add(ClusterName name, DirectorSettings settings, long nowNanos) {
        remove(name);
        clusters.put(name.text(), new ManagedCluster(name, settings, environment, nowNanos));
        listener.clusterAdded(name);
    }

    void remove(ClusterName name) {
        ManagedCluster removed = clusters.remove(name.text());
        if (removed != null) {
            removed.abandon();
            listener.clusterRemoved(name);
        }
    }

    /** Null when it is not managed. */
    ManagedCluster find(ClusterName name) {
        return clusters.get(name.text());
    }

    // ---- messages ---------------------------------------------------------------------------------------------------

    private void receiveControl(long nowNanos) {
        for (int i = 0; i < MESSAGES; i++) {
            ControlSocket.Received received = control.receive();
            if (received == null) {
                return;
            }
            NodeMessage message = received.frame() == null
                    ? malformed("control", "not one frame", nowNanos)
                    : decode("control", received.frame(), nowNanos);
            if (message != null) {
                dispatch(message, received.connection(), nowNanos);
            }
        }
    }

    private void receiveProbes(long nowNanos) {
        for (ProbeLink link : probes.all()) {
            for (byte[] frame = link.receive(); frame != null; frame = link.receive()) {
                NodeMessage message = decode(link.address(), frame, nowNanos);
                if (message instanceof PeerMessage.ProbeReply reply) {
                    clusters.get(link.cluster()).director().onProbeReply(reply, nowNanos);
                }
            }
        }
    }

    private void dispatch(NodeMessage message, byte[] connection, long nowNanos) {
        switch (message) {
            case ControlMessage.Heartbeat heartbeat -> {
                ManagedCluster cluster = clusterOf(heartbeat.cluster(), heartbeat.name(), nowNanos);
                if (cluster != null) {
                    control.heard(heartbeat.nodeId(), connection);
                    cluster.director().onHeartbeat(heartbeat, nowNanos);
                }
            }
            case ControlMessage.Prepared prepared -> {
                ManagedCluster cluster = clusterOf(prepared.cluster(), "node " + prepared.nodeId(), nowNanos);
                if (cluster != null) {
                    cluster.director().onPrepared(prepared, nowNanos);
                }
            }
            case ControlMessage.SteppedDown steppedDown -> {
                ManagedCluster cluster = clusterOf(steppedDown.cluster(), "node " + steppedDown.nodeId(), nowNanos);
                if (cluster != null) {
                    cluster.director().onSteppedDown(steppedDown, nowNanos);
                }
            }
            case ControlMessage.Assignment fromRegistry -> notForUs(fromRegistry, nowNanos);
            case ControlMessage.Prepare fromRegistry -> notForUs(fromRegistry, nowNanos);
            case ControlMessage.StepDown fromRegistry -> notForUs(fromRegistry, nowNanos);
            case PeerMessage betweenNodes -> notForUs(betweenNodes, nowNanos);
        }
    }

    private void notForUs(NodeMessage message, long nowNanos) {
        malformed("control", "a registry takes no " + message.getClass().getSimpleName(), nowNanos);
    }

    private ManagedCluster clusterOf(String cluster, String who, long nowNanos) {
        ManagedCluster found = clusters.get(cluster);
        if (found == null) {
            counters.unknownCluster.increment();
            unknownLog.warn(
                    () -> who + " belongs to cluster " + cluster + ", which is not one of " + clusters.keySet(),
                    nowNanos);
        }
        return found;
    }

    private NodeMessage decode(String where, byte[] frame, long nowNanos) {
        try {
            return NodeCodec.decode(frame);
        } catch (MalformedMessageException malformed) {
            return malformed(where, malformed.getMessage(), nowNanos);
        }
    }

    private NodeMessage malformed(String where, String why, long nowNanos) {
        counters.malformed.increment();
        malformedLog.warn(() -> "malformed message on " + where + ": " + why, nowNanos);
        return null;
    }
}
