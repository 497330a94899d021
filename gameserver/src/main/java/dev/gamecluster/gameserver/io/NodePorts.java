package dev.gamecluster.gameserver.io;

/**
 * Where a node listens and whom it reports to.
 *
 * @param clientBind {@code tcp://interface:port} for clients
 * @param internalBind for nodes and the registry's probe
 * @param feedBind for the feed of deltas
 * @param registry {@code tcp://host:port} of the registry's control port, or null for a node without registry
 */
public record NodePorts(String clientBind, String internalBind, String feedBind, String registry) {

    /** @param key the setting that names the port */
    static IllegalStateException cannotListen(String bind, String key, Exception why) {
        return new IllegalStateException("cannot listen on " + bind + " (" + key + "): is the port taken?", why);
    }
}
