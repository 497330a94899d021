package dev.gamecluster.gameserver.io;

import dev.gamecluster.gameserver.core.NodeCore;
import dev.gamecluster.gameserver.core.NodeIdentity;
import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.gameserver.core.TicketCheck;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.function.Consumer;
import org.zeromq.ZContext;

/**
 * The thread that owns the world and every socket between nodes.
 *
 * <p>A duty cycle: take what came from clients, from the feed, from nodes and from the registry, each up to a bound; let the core end
 * the cycle (ticks, publishing, timers); hand answers over. When a cycle found nothing to do, sleep in a poll until something comes or
 * the core's next deadline.
 */
final class WorldThread implements Runnable {
    /** Requests or messages of one kind in a cycle; with the time bound it keeps deltas at most 2 ms apart. */
    private static final int BATCH = 2_048;

    private static final long BATCH_NANOS = 1_000_000L;
    /** For how long things gather under some load: less than a client notices, more than a wake-up costs. */
    private static final long SHORTEST_GATHER_NANOS = 250_000L;
    /**
     * For how long at most: on a master, for which it is one delta instead of several, and so one wake-up less of each slave and of itself;
     * and under much load, when it gives the processor back what clients would else wait for.
     */
    private static final long LONGEST_GATHER_NANOS = 1_000_000L;
    /** In between: 250 us at a thousand requests a second, 1 ms from four thousand on. */
    private static final double GATHER_NANOS_PER_REQUEST_A_SECOND = 250;
    /** Who sleeps for less has much to do. */
    private static final long SHORT_NAP_NANOS = 2_000_000L;

    private static final long VIEW_NANOS = 100_000_000L;
    private static final long BUSY_WINDOW_NANOS = 1_000_000_000L;

    private final NodeIdentity identity;
    private final NodeSettings settings;
    private final TicketCheck tickets;
    private final NodePorts ports;
    private final ZContext context;
    private final Exchange exchange;
    private final NodeCounters counters;
    private final Consumer<String> report;
    private volatile boolean stop;
    private volatile boolean leave;
    private volatile NodeView view;
    private volatile long cycledNanos = System.nanoTime();
    private volatile long registryHeardNanos = System.nanoTime();
    private final LongestCycle longestCycle = new LongestCycle();

    private NodeSockets sockets;
    private NodeCore core;
    private long viewNanos;
    private long busyWindowNanos;
    private long sleptNanos;
    private long napNanos = SHORT_NAP_NANOS + 1;
    private boolean gathered;
    private long gatherNanos = SHORTEST_GATHER_NANOS;
    private long requests;
    private boolean left;

    WorldThread(
            NodeIdentity identity,
            NodeSettings settings,
            TicketCheck tickets,
            NodePorts ports,
            ZContext context,
            Exchange exchange,
            NodeCounters counters,
            Consumer<String> report) {
        this.identity = identity;
        this.settings = settings;
        this.tickets = tickets;
        this.ports = ports;
        this.context = context;
        this.exchange = exchange;
        this.counters = counters;
        this.report = report;
    }

    /** Any thread: ends the thread soon. */
    void stop() {
        stop = true;
        exchange.world.ring();
    }

    /** Any thread: the node wants to go. */
    void leave() {
        leave = true;
        exchange.world.ring();
    }

    /** The node as it was at most 100 ms ago; null before the first cycle. */
    NodeView view() {
        return view;
    }

    /** When the thread last ended a cycle, on {@link System#nanoTime}. */
    long cycledNanos() {
        return cycledNanos;
    }

    /** When a message of the registry last came, on {@link System#nanoTime}; at first when the thread began. */
    long registryHeardNanos() {
        return registryHeardNanos;
    }

    /** The longest that the thread was busy without looking at its sockets, over the last seconds. */
    long longestCycleNanos() {
        return longestCycle.nanos();
    }

    @Override
    public void run() {
        sockets = new NodeSockets(context, ports, exchange, counters, report);
        try {
            long nowNanos = System.nanoTime();
            core = new NodeCore(identity, settings, sockets, new SecureRandomness(), tickets, nowNanos);
            if (ports.registry() == null) {
                core.startStandalone(nowNanos);
            }
            busyWindowNanos = nowNanos;
            while (!stop) {
                cycle();
            }
        } finally {
            sockets.close();
        }
    }

    private void cycle() {
        long nowNanos = System.nanoTime();
        if (leave && !left) {
            left = true;
            core.leave();
        }
        core.onRequestQueue(exchange.requestsPermille());
        boolean worked = takeRequests(nowNanos);
        sockets.look(nowNanos);
        worked |= takeMessages(nowNanos);
        boolean more = core.onCycle(System.nanoTime());
        sockets.flush();
        exchange.flushAnswers();
        publishView(nowNanos);
        cycledNanos = nowNanos;
        longestCycle.record(nowNanos, System.nanoTime() - nowNanos);
        if (worked || more) {
            gathered = false;
        } else if (!gather()) {
            sleep(nowNanos);
        }
    }

    private boolean takeRequests(long nowNanos) {
        int taken = 0;
        while (taken < BATCH) {
            Inbound inbound = exchange.pollRequest();
            if (inbound == null) {
                break;
            }
            taken++;
            if (inbound.request() == null) {
                core.onHeard(inbound.connection(), nowNanos);
            } else {
                core.onRequest(inbound.connection(), inbound.request(), nowNanos);
            }
            if ((taken & 63) == 0 && System.nanoTime() - nowNanos > BATCH_NANOS) {
                break;
            }
        }
        requests += taken;
        return taken > 0;
    }

    private boolean takeMessages(long nowNanos) {
        int taken = 0;
        while (taken < BATCH && System.nanoTime() - nowNanos < 2 * BATCH_NANOS) {
            int before = taken;
            taken += takeMaster(nowNanos) ? 1 : 0;
            taken += takePeer(nowNanos) ? 1 : 0;
            taken += takeRegistry(nowNanos) ? 1 : 0;
            if (taken == before) {
                break;
            }
        }
        return taken > 0;
    }

    private boolean takeMaster(long nowNanos) {
        PeerMessage message = sockets.receiveFromMaster();
        if (message instanceof PeerMessage.Feed feed) {
            core.onFeed(feed.delta(), nowNanos);
        } else if (message != null) {
            core.onMaster(message, nowNanos);
        }
        return message != null;
    }

    private boolean takePeer(long nowNanos) {
        NodeSockets.FromPeer received = sockets.receiveFromPeer();
        if (received != null) {
            core.onPeer(received.route(), received.message(), nowNanos);
        }
        return received != null;
    }

    private boolean takeRegistry(long nowNanos) {
        ControlMessage message = sockets.receiveFromRegistry();
        if (message != null) {
            registryHeardNanos = nowNanos;
            core.onControl(message, nowNanos);
        }
        return message != null;
    }

    /**
     * Under load it is woken thousands of times a second, and waking (a signal, a poll, a signal to the next) costs more than what there
     * is to do then. So who did not sleep for long the last time lets things gather for a moment, deaf to signals, and looks again;
     * unless many requests are there already, as from clients that wait for their answers.
     */
    private boolean gather() {
        if (gathered || napNanos > SHORT_NAP_NANOS) {
            gathered = false;
            return false;
        }
        gathered = true;
        long before = System.nanoTime();
        exchange.gather(core.hasFollowers() ? LONGEST_GATHER_NANOS : gatherNanos);
        sleptNanos += System.nanoTime() - before;
        return true;
    }

    private void sleep(long nowNanos) {
        exchange.world.beforeSleep();
        boolean nothing = exchange.isBlocked() || !exchange.hasRequests();
        if (nothing && !stop && leave == left) {
            long millis = exchange.isBlocked() ? 1 : Math.max(1, core.waitNanos(nowNanos) / 1_000_000);
            long before = System.nanoTime();
            sockets.sleep(millis);
            napNanos = System.nanoTime() - before;
            sleptNanos += napNanos;
        }
        exchange.world.afterSleep();
    }

    private void publishView(long nowNanos) {
        if (nowNanos - busyWindowNanos > BUSY_WINDOW_NANOS) {
            long window = nowNanos - busyWindowNanos;
            core.onBusy(Math.clamp(1_000 - 1_000 * sleptNanos / window, 0, 1_000));
            busyWindowNanos = nowNanos;
            sleptNanos = 0;
        }
        if (nowNanos - viewNanos > VIEW_NANOS) {
            double requestsASecond = requests * 1e9 / (nowNanos - viewNanos);
            requests = 0;
            gatherNanos = Math.clamp(
                    (long) (requestsASecond * GATHER_NANOS_PER_REQUEST_A_SECOND),
                    SHORTEST_GATHER_NANOS,
                    LONGEST_GATHER_NANOS);
            viewNanos = nowNanos;
            view = core.view(nowNanos);
        }
    }
}
