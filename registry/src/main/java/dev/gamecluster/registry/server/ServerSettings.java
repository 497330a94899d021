package dev.gamecluster.registry.server;

/**
 * Where nodes reach the registry.
 *
 * @param controlBind interface, {@code 0.0.0.0} for all
 * @param controlPort 0: any free port, see {@link RegistryServer#controlPort}
 */
public record ServerSettings(String controlBind, int controlPort) {}
