package dev.gamecluster.gameserver.app;

import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.gameserver.io.NodeServer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The node that this process runs, for health and metrics; none before it has started.
 *
 * <p>When the process is told to stop, the node first asks the registry to take over what it has (the reign when it is master, its
 * clients) and waits for that within a bound.
 */
@Singleton
public class RunningNode {
    private static final long LEAVE_POLL_MILLIS = 10;

    private volatile NodeServer server;
    private volatile int drainMillis;

    void set(NodeServer started, int drainWithinMillis) {
        drainMillis = drainWithinMillis;
        server = started;
    }

    Optional<NodeServer> server() {
        return Optional.ofNullable(server);
    }

    /** The node's latest view, empty before its first cycle. */
    Optional<NodeView> view() {
        return server().map(NodeServer::view);
    }

    void stop(@Observes ShutdownEvent event) {
        server().ifPresent(this::leave);
    }

    private void leave(NodeServer node) {
        node.leave();
        long untilNanos = System.nanoTime() + drainMillis * 1_000_000L;
        try {
            while (!node.mayStop() && System.nanoTime() < untilNanos) {
                Thread.sleep(LEAVE_POLL_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        node.close();
    }
}
