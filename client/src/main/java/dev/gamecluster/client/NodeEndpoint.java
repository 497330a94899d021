package dev.gamecluster.client;

import java.util.Objects;

/**
 * Where a client connects.
 *
 * @param node name of the node, or its endpoint again when no registry named it
 * @param endpoint ZeroMQ address of its client port, for example {@code tcp://10.0.0.7:5555}
 */
public record NodeEndpoint(String node, String endpoint) {
    public NodeEndpoint {
        Objects.requireNonNull(node, "node");
        if (!endpoint.startsWith("tcp://")) {
            throw new IllegalArgumentException("endpoint '" + endpoint
                    + "' is not allowed: expected tcp://HOST:PORT, for example tcp://127.0.0.1:5555");
        }
    }

    /** For people: the name, and where it is. */
    public String label() {
        return node.equals(endpoint) ? endpoint : node + " (" + endpoint + ")";
    }
}
