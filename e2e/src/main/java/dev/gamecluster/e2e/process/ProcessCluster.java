package dev.gamecluster.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A registry, a master and slaves as real processes on loopback. Restarts nothing by itself. */
public final class ProcessCluster implements AutoCloseable {
    public static final String CLUSTER = "local/demo";

    /** The first node's first port is so far above the registry's. */
    private static final int NODE_PORTS = 5;
    /** From one node's ports to the next node's. */
    private static final int PORTS_APART = 10;
    /** The first node's HTTP port is so far above the registry's. */
    private static final int NODE_HTTP_PORTS = 1;

    private final int portBase;
    private final int httpPort;
    private final ClusterProcess registry;
    private final Map<String, ClusterProcess> nodes = new LinkedHashMap<>();
    private final Path folder;

    /**
     * On ports that are free now: one range for all, so that no two programs are given the same one.
     *
     * @param slaves number of slaves; there is one node more
     * @param settings further environment, for all processes
     */
    public static ProcessCluster onFreePorts(Programs programs, int slaves, Map<String, String> settings) {
        int base = FreePorts.base(zeroMqPorts(slaves) + httpPorts(slaves));
        return new ProcessCluster(programs, slaves, base, base + zeroMqPorts(slaves), settings);
    }

    private static int zeroMqPorts(int slaves) {
        return NODE_PORTS + PORTS_APART * (slaves + 1);
    }

    private static int httpPorts(int slaves) {
        return NODE_HTTP_PORTS + slaves + 1;
    }

    /**
     * @param slaves number of slaves; there is one node more
     * @param portBase the registry's control port; node i uses portBase + 5 + 10 i and the two after it
     * @param httpPort the registry's HTTP port; node i uses httpPort + 1 + i
     * @param settings further environment, for all processes
     */
    public ProcessCluster(Programs programs, int slaves, int portBase, int httpPort, Map<String, String> settings) {
        this.portBase = portBase;
        this.httpPort = httpPort;
        try {
            this.folder = Files.createTempDirectory("gamecluster-processes");
        } catch (IOException problem) {
            throw new UncheckedIOException("no folder for logs", problem);
        }
        Map<String, String> common = new HashMap<>(settings);
        common.put("GAMECLUSTER_CLUSTER", CLUSTER);
        Map<String, String> forRegistry = new HashMap<>(common);
        forRegistry.put("GAMECLUSTER_REGISTRY_HTTP_PORT", Integer.toString(httpPort));
        forRegistry.put("GAMECLUSTER_REGISTRY_CONTROL_PORT", Integer.toString(portBase));
        forRegistry.put("GAMECLUSTER_REGISTRY_SLAVES", Integer.toString(slaves));
        registry = new ClusterProcess("registry", programs.java(), programs.registry(), List.of(), forRegistry, folder);
        for (int i = 0; i <= slaves; i++) {
            addNode(programs, i, common);
        }
    }

    private void addNode(Programs programs, int index, Map<String, String> common) {
        String name = "demo-" + index;
        int base = portBase + NODE_PORTS + PORTS_APART * index;
        Map<String, String> environment = new HashMap<>(common);
        environment.put("GAMECLUSTER_NODE_NAME", name);
        environment.put("GAMECLUSTER_NODE_REGISTRY", "tcp://127.0.0.1:" + portBase);
        environment.put("GAMECLUSTER_NODE_CLIENT_PORT", Integer.toString(base));
        environment.put("GAMECLUSTER_NODE_INTERNAL_PORT", Integer.toString(base + 1));
        environment.put("GAMECLUSTER_NODE_FEED_PORT", Integer.toString(base + 2));
        environment.put("GAMECLUSTER_NODE_HTTP_PORT", Integer.toString(nodeHttpPort(index)));
        nodes.put(
                name, new ClusterProcess(name, programs.java(), programs.gameServer(), List.of(), environment, folder));
    }

    private int nodeHttpPort(int index) {
        return httpPort + NODE_HTTP_PORTS + index;
    }

    /** Starts the registry and all nodes. */
    public void start() {
        startExcept("");
    }

    /** Starts the registry and all nodes but one. */
    public void startExcept(String name) {
        registry.start();
        nodes.values().stream().filter(node -> !node.name().equals(name)).forEach(ClusterProcess::start);
    }

    public ClusterProcess registry() {
        return registry;
    }

    public ClusterProcess node(String name) {
        return nodes.get(name);
    }

    public List<ClusterProcess> nodes() {
        return new ArrayList<>(nodes.values());
    }

    public URI registryUri() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** The management address of a node: health and metrics. */
    public URI nodeUri(String name) {
        return URI.create("http://127.0.0.1:" + nodeHttpPort(Integer.parseInt(name.substring("demo-".length()))));
    }

    /** What a test that failed should say of the processes: who has ended, and the last that it wrote. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        List<ClusterProcess> all = new ArrayList<>(nodes.values());
        all.addFirst(registry);
        for (ClusterProcess each : all) {
            text.append("; ").append(each.describe());
        }
        return text.substring(2);
    }

    /** Where the logs are. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        nodes.values().forEach(ClusterProcess::close);
        registry.close();
    }
}
