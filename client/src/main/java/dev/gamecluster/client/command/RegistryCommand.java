package dev.gamecluster.client.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gamecluster registry}: the launcher replaces itself by the registry's JVM, so that signals reach it; this is its help. */
@Command(
        name = "registry",
        description = "Runs one registry in the foreground.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Configuration: environment, -Dkey=value, or a file. The important keys (environment: GAMECLUSTER_REGISTRY_HTTP_PORT, ...):",
            "  gamecluster.cluster                  the cluster it is for, default local/demo",
            "  gamecluster.registry.http-port       HTTP API, default 8080",
            "  gamecluster.registry.control-port    where nodes report, default 5550",
            "  gamecluster.failover.suspect-after-millis   default 300"
        })
final class RegistryCommand implements Runnable {
    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with gamecluster.* keys.")
    String config;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Sets one key; may be repeated.")
    String[] properties;

    @Override
    public void run() {
        throw new CommandFailed(
                "start it with bin/gamecluster registry, which runs registry/target/quarkus-app/quarkus-run.jar");
    }
}
