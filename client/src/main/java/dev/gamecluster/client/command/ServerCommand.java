package dev.gamecluster.client.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gamecluster server}: the launcher replaces itself by the game server's JVM, so that signals reach it; this is its help. */
@Command(
        name = "server",
        description = "Runs one game server in the foreground: a node of a cluster, or alone when it has no registry.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Configuration: environment, -Dkey=value, or a file. The important keys (environment: GAMECLUSTER_NODE_REGISTRY, ...):",
            "  gamecluster.node.registry        the registry, for example tcp://127.0.0.1:5550; without it: a master alone",
            "  gamecluster.node.name            unique in the cluster, default the host name",
            "  gamecluster.node.client-port     5555     gamecluster.node.internal-port  5556",
            "  gamecluster.node.feed-port       5557     gamecluster.node.http-port      9000",
            "  gamecluster.world.start-area     x1,y1,x2,y2 in metres, where new users appear; default: the whole map"
        })
final class ServerCommand implements Runnable {
    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with gamecluster.* keys.")
    String config;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Sets one key; may be repeated.")
    String[] properties;

    @Override
    public void run() {
        throw new CommandFailed(
                "start it with bin/gamecluster server, which runs gameserver/target/quarkus-app/quarkus-run.jar");
    }
}
