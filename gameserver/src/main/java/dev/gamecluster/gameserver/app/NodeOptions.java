package dev.gamecluster.gameserver.app;

import dev.gamecluster.gameserver.core.NodeIdentity;
import dev.gamecluster.gameserver.core.NodeSettings;
import dev.gamecluster.gameserver.io.NodePorts;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Endpoints;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration, checked.
 *
 * @param drainMillis how long a node that is told to stop waits for its clients
 * @param ticketSecret empty when no ticket is required
 */
public record NodeOptions(
        NodeIdentity identity, NodeSettings settings, NodePorts ports, int drainMillis, String ticketSecret) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?");
    private static final Pattern CLUSTER = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/" + NAME.pattern());
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");
    private static final Pattern ENDPOINT = Pattern.compile("tcp://([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");
    private static final int SECRET_LENGTH = 16;

    /**
     * @param nodeId drawn for this process
     * @throws InvalidConfigurationException naming the key, the value and what is allowed
     */
    public static NodeOptions of(NodeConfiguration configuration, int nodeId) {
        NodeConfiguration.Node node = configuration.node();
        String name = matching(
                "gamecluster.node.name",
                node.name().orElseGet(NodeOptions::hostName),
                NAME,
                "lower case letters, digits, '-' and '.', at most 63");
        String cluster = matching(
                "gamecluster.cluster",
                configuration.cluster(),
                CLUSTER,
                "namespace/name in lower case letters, digits and '-'");
        String registry = node.registry()
                .map(value -> registry("gamecluster.node.registry", value))
                .orElse(null);
        int client = port("gamecluster.node.client-port", node.clientPort());
        int internal = port("gamecluster.node.internal-port", node.internalPort());
        int feed = port("gamecluster.node.feed-port", node.feedPort());
        int http = port("gamecluster.node.http-port", node.httpPort());
        distinct(client, internal, feed, http);
        String host = host("gamecluster.node.advertised-host", node.advertisedHost());
        String clientBind = host("gamecluster.node.client-bind", node.clientBind());
        String internalBind = host("gamecluster.node.internal-bind", node.internalBind());
        Endpoints endpoints = new Endpoints(endpoint(host, client), endpoint(host, internal), endpoint(host, feed));
        NodePorts ports = new NodePorts(
                endpoint(clientBind, client), endpoint(internalBind, internal), endpoint(internalBind, feed), registry);
        return new NodeOptions(
                new NodeIdentity(cluster, name, nodeId, endpoints),
                settings(configuration),
                ports,
                integer("gamecluster.node.drain-millis", node.drainMillis(), 0, 600_000),
                secret(node));
    }

    private static NodeSettings settings(NodeConfiguration configuration) {
        double[] area = StartArea.parse(
                "gamecluster.world.start-area", configuration.world().startArea());
        return new NodeSettings(
                integer(
                        "gamecluster.failover.heartbeat-millis",
                        configuration.failover().heartbeatMillis(),
                        10,
                        10_000),
                integer(
                        "gamecluster.failover.maximum-loss-millis",
                        configuration.failover().maximumLossMillis(),
                        Limits.TICK_MILLIS,
                        60_000),
                integer("gamecluster.node.capacity", configuration.node().capacity(), 1, Limits.CONNECTIONS),
                area[0],
                area[1],
                area[2],
                area[3]);
    }

    private static String secret(NodeConfiguration.Node node) {
        String secret = node.ticketSecret().orElse("");
        if (!secret.isEmpty() && secret.length() < SECRET_LENGTH) {
            throw new InvalidConfigurationException(
                    "gamecluster.node.ticket-secret",
                    "a text of " + secret.length() + " characters",
                    "at least " + SECRET_LENGTH + " characters, or nothing");
        }
        return secret;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(java.util.Locale.ROOT);
        } catch (UnknownHostException unknown) {
            throw new InvalidConfigurationException(
                    "gamecluster.node.name", "nothing", "a name: this host does not know its own");
        }
    }

    private static String endpoint(String host, int port) {
        return "tcp://" + (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String matching(String key, String value, Pattern pattern, String allowed) {
        if (!pattern.matcher(value).matches()) {
            throw new InvalidConfigurationException(key, value, allowed);
        }
        return value;
    }

    private static String host(String key, String value) {
        return matching(key, value, HOST, "a host name or address");
    }

    private static String registry(String key, String value) {
        Matcher matcher = ENDPOINT.matcher(value);
        if (!matcher.matches() || !isPort(Integer.parseInt(matcher.group(2)))) {
            throw new InvalidConfigurationException(key, value, "tcp://host:port");
        }
        return value;
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    private static int port(String key, String value) {
        return integer(key, value, 1, 65_535);
    }

    private static void distinct(int client, int internal, int feed, int http) {
        int[] ports = {client, internal, feed, http};
        String[] keys = {"client-port", "internal-port", "feed-port", "http-port"};
        for (int i = 0; i < ports.length; i++) {
            for (int other = 0; other < i; other++) {
                if (ports[i] == ports[other]) {
                    throw new InvalidConfigurationException(
                            "gamecluster.node." + keys[i],
                            Integer.toString(ports[i]),
                            "a port other than gamecluster.node." + keys[other]);
                }
            }
        }
    }

    private static int integer(String key, String value, int smallest, int largest) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // answered below: the same sentence serves both
        }
        throw new InvalidConfigurationException(key, value, "an integer from " + smallest + " to " + largest);
    }
}
