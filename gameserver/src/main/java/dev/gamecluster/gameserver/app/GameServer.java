package dev.gamecluster.gameserver.app;

import dev.gamecluster.gameserver.core.TicketCheck;
import dev.gamecluster.gameserver.io.NodeServer;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * The game server: starts one node and runs until it is told to stop (see {@link RunningNode}). A node whose threads broke ends the
 * process at once.
 */
@QuarkusMain
public final class GameServer implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("gamecluster");
    private static final int BROKEN = 70;
    private static final int MISCONFIGURED = 78;

    private final NodeConfiguration configuration;
    private final RunningNode running;

    @Inject
    public GameServer(NodeConfiguration configuration, RunningNode running) {
        this.configuration = configuration;
        this.running = running;
    }

    @Override
    public int run(String... arguments) {
        NodeOptions options;
        try {
            options = NodeOptions.of(configuration, drawNodeId());
        } catch (InvalidConfigurationException invalid) {
            System.err.println("gamecluster server: " + invalid.getMessage());
            return MISCONFIGURED;
        }
        TicketCheck tickets = options.ticketSecret().isEmpty()
                ? TicketCheck.NOT_REQUIRED
                : new SignedTickets(options.ticketSecret(), Clock.systemUTC());
        NodeServer server = new NodeServer(options.identity(), options.settings(), tickets, options.ports(), LOG::info);
        return serve(options, server);
    }

    private int serve(NodeOptions options, NodeServer server) {
        server.failure().whenComplete((nothing, broken) -> {
            LOG.error("the node is broken and ends: " + broken.getMessage(), broken);
            Runtime.getRuntime().halt(BROKEN);
        });
        ParentWatch.watch(configuration.parentPid());
        running.set(server, options.drainMillis());
        server.start();
        LOG.infof(
                "%s of %s: clients on %s, nodes on %s and %s, registry %s",
                options.identity().name(),
                options.identity().cluster(),
                options.ports().clientBind(),
                options.ports().internalBind(),
                options.ports().feedBind(),
                options.ports().registry() == null
                        ? "none (standalone)"
                        : options.ports().registry());
        Quarkus.waitForExit();
        return 0;
    }

    private static int drawNodeId() {
        SecureRandom random = new SecureRandom();
        int drawn;
        do {
            drawn = random.nextInt() & Integer.MAX_VALUE;
        } while (drawn == 0);
        return drawn;
    }

    /** Starts the program. The registry may move: what its name stands for is to be asked anew, not kept for 30 s. */
    public static void main(String... arguments) {
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        // Told to stop is no failure: without this, a process that ends by a signal ends with 128 + its number.
        Quarkus.run(GameServer.class, (code, failure) -> Runtime.getRuntime().halt(code), arguments);
    }
}
