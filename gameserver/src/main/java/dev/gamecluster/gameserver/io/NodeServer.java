package dev.gamecluster.gameserver.io;

import dev.gamecluster.gameserver.core.NodeIdentity;
import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.gameserver.core.TicketCheck;
import dev.gamecluster.protocol.node.Role;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.zeromq.ZContext;

/** One running node: its two threads and what can be known of them from outside. */
public final class NodeServer implements AutoCloseable {
    private static final long STOP_MILLIS = 5_000;
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final NodeIdentity identity;
    private final boolean standalone;
    private final NodeCounters counters = new NodeCounters();
    private final Exchange exchange = new Exchange();
    private final ZContext context = new ZContext(1);
    private final ClientFace face;
    private final WorldThread world;
    private final Thread faceThread;
    private final Thread worldThread;
    private final AtomicLong strangeNanos = new AtomicLong(System.nanoTime() - 2 * REPORT_NANOS);
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /** @param report takes sentences for the log; called on the node's threads */
    public NodeServer(
            NodeIdentity identity,
            NodeSettings settings,
            TicketCheck tickets,
            NodePorts ports,
            Consumer<String> report) {
        this.identity = identity;
        this.standalone = ports.registry() == null;
        context.setUncaughtExceptionHandler((thread, broken) -> failure.completeExceptionally(broken));
        context.setNotificationExceptionHandler((thread, strange) -> {
            counters.malformed.increment();
            long nowNanos = System.nanoTime();
            long before = strangeNanos.get();
            if (nowNanos - before > REPORT_NANOS && strangeNanos.compareAndSet(before, nowNanos)) {
                report.accept("ZeroMQ could not handle what a connection brought: " + strange);
            }
        });
        this.face = new ClientFace(ports.clientBind(), exchange, counters, report);
        this.world = new WorldThread(identity, settings, tickets, ports, context, exchange, counters, report);
        this.faceThread = new Thread(guarded(face), "client-face");
        this.worldThread = new Thread(guarded(world), "world");
    }

    private Runnable guarded(Runnable duty) {
        return () -> {
            try {
                duty.run();
            } catch (Throwable broken) {
                failure.completeExceptionally(broken);
            }
        };
    }

    public void start() {
        worldThread.start();
        faceThread.start();
    }

    /** Completes exceptionally when one of the threads ended by itself: the node is broken and must be restarted. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    public NodeIdentity identity() {
        return identity;
    }

    public NodeCounters counters() {
        return counters;
    }

    /** The node as it was at most 100 ms before its last cycle, or null when it has not begun. */
    public NodeView view() {
        return world.view();
    }

    /** The longest that the world thread was busy without looking at its sockets, over the last 5 to 10 seconds. */
    public long longestCycleNanos() {
        return world.longestCycleNanos();
    }

    /** Time since the world thread last ended a cycle. */
    public long idleNanos(long nowNanos) {
        return Math.max(0, nowNanos - world.cycledNanos());
    }

    /** Asks to go: the registry hands over or drains. Poll {@link #mayStop}. */
    public void leave() {
        world.leave();
    }

    /**
     * Whether nobody needs this node any more: it is not the master of others, and no session is connected here. Neither is waited for
     * when the cluster ends, or when there is nobody who could take over: this master has no followers, and no registry that would
     * bring it some. (A registry that is there may still have a new node take over, so with it the time that is given is used.)
     */
    public boolean mayStop() {
        NodeView now = world.view();
        if (now == null || now.role() == Role.JOINING || now.ending()) {
            return true;
        }
        if (now.role() == Role.MASTER && now.followers() == 0 && isRegistrySilent()) {
            return true;
        }
        boolean needed = now.role() == Role.MASTER && !standalone && now.followers() > 0;
        return !needed && (standalone || now.boundSessions() == 0);
    }

    private boolean isRegistrySilent() {
        return standalone || System.nanoTime() - world.registryHeardNanos() > RegistryLink.SILENCE_NANOS;
    }

    @Override
    public void close() {
        face.stop();
        world.stop();
        try {
            faceThread.join(STOP_MILLIS);
            worldThread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        context.close();
        exchange.close();
    }
}
