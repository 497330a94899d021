package dev.gamecluster.registry.core;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where clients outside of the nodes' network reach the nodes of one cluster, as somebody who knows that network says.
 *
 * @param byNode name of a node to {@code tcp://host:port}; nodes that are not (yet) there may be among them
 */
public record PublishedEndpoints(Map<String, String> byNode) {
    /** Entries of one cluster: its nodes, and those that come and go. More: refused. */
    public static final int ENTRIES = 1_024;

    public static final PublishedEndpoints NONE = new PublishedEndpoints(Map.of());

    private static final Pattern ENDPOINT =
            Pattern.compile("tcp://(?:\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]{1,253}):([1-9]\\d{0,4})");
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException naming the node and the endpoint that is none, or when there are too many */
    public PublishedEndpoints {
        byNode = Map.copyOf(byNode);
        if (byNode.size() > ENTRIES) {
            throw new IllegalArgumentException(byNode.size() + " published endpoints, allowed are " + ENTRIES);
        }
        byNode.forEach(PublishedEndpoints::check);
    }

    private static void check(String node, String endpoint) {
        var match = ENDPOINT.matcher(endpoint);
        if (!match.matches() || Integer.parseInt(match.group(1)) > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "the published endpoint of " + node + " is '" + endpoint + "', allowed is tcp://host:port");
        }
    }
}
