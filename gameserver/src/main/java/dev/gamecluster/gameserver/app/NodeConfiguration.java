package dev.gamecluster.gameserver.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Every key of the game server, as read. {@link NodeOptions} says what is allowed. */
@ConfigMapping(prefix = "gamecluster")
public interface NodeConfiguration {
    /** The cluster that the node belongs to, {@code namespace/name}. */
    @WithDefault("local/demo")
    String cluster();

    Node node();

    Failover failover();

    World world();

    Optional<Integer> parentPid();

    /** One node. */
    interface Node {
        /** Name, unique in the cluster and the same after a restart; default: the host's name. */
        Optional<String> name();

        /** Control endpoint of the registry, {@code tcp://host:port}; without it the node is a master on its own. */
        Optional<String> registry();

        @WithDefault("5555")
        String clientPort();

        /** Interface on which strangers are served. */
        @WithDefault("0.0.0.0")
        String clientBind();

        @WithDefault("5556")
        String internalPort();

        @WithDefault("5557")
        String feedPort();

        /** Interface for nodes and the registry only. */
        @WithDefault("0.0.0.0")
        String internalBind();

        /** Host under which others reach this node. */
        @WithDefault("127.0.0.1")
        String advertisedHost();

        @WithDefault("9000")
        String httpPort();

        /** Clients the node is meant for: load is clients divided by it. */
        @WithDefault("5000")
        String capacity();

        /** How long a node that is told to stop waits for its clients to move. */
        @WithDefault("5000")
        String drainMillis();

        /** Secret with which tickets are signed; without it no ticket is required. */
        Optional<String> ticketSecret();
    }

    /** What the node must know of failover. */
    interface Failover {
        @WithDefault("100")
        String heartbeatMillis();

        @WithDefault("30")
        String maximumLossMillis();
    }

    /** What the node must know of the world. */
    interface World {
        /** Where users never seen before appear: {@code x1,y1,x2,y2} in metres. */
        @WithDefault("-1000000,-1000000,1000000,1000000")
        String startArea();
    }
}
