package dev.gamecluster.client.command.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code local up} starts, and where it listens. With base B: registry control B; node i: client B+5+10i, internal B+6+10i,
 * feed B+7+10i, management HTTP B+8+10i. Everything on loopback.
 *
 * @param slaves 0..{@value #SLAVES}
 * @param startArea {@code x1,y1,x2,y2} in metres, or null for the server's default
 */
record LocalPlan(int slaves, int httpPort, int portBase, String startArea) {
    static final int SLAVES = 16;
    static final String HOST = "127.0.0.1";
    static final String CLUSTER = "local/demo";
    private static final int STRIDE = 10;

    /** One port, and what listens there. */
    record Port(String what, int number) {}

    /** One process to start. */
    record Program(String name, Path jar, Map<String, String> environment) {}

    LocalPlan {
        require("--slaves", slaves, 0, SLAVES);
        require("--http-port", httpPort, 1, 65_535);
        require("--port-base", portBase, 1, 65_535 - (slaves + 1) * STRIDE);
        if (startArea != null) {
            requireArea(startArea);
        }
    }

    String registryAddress() {
        return "http://" + HOST + ":" + httpPort;
    }

    String nodeName(int index) {
        return "demo-" + index;
    }

    int nodes() {
        return slaves + 1;
    }

    int clientPort(int index) {
        return portBase + 5 + STRIDE * index;
    }

    int managementPort(int index) {
        return portBase + 8 + STRIDE * index;
    }

    List<Port> ports() {
        List<Port> ports = new ArrayList<>();
        ports.add(new Port("the registry's HTTP API (--http-port)", httpPort));
        ports.add(new Port("the registry's control socket (--port-base)", portBase));
        for (int i = 0; i < nodes(); i++) {
            String name = nodeName(i);
            ports.add(new Port("clients of " + name + " (--port-base)", clientPort(i)));
            ports.add(new Port("nodes at " + name + " (--port-base)", clientPort(i) + 1));
            ports.add(new Port("the feed of " + name + " (--port-base)", clientPort(i) + 2));
            ports.add(new Port("the management of " + name + " (--port-base)", managementPort(i)));
        }
        return ports;
    }

    /** @param home where GameCluster is built */
    List<Program> programs(Path home) {
        List<Program> programs = new ArrayList<>();
        programs.add(new Program("registry", jar(home, "registry"), registryEnvironment()));
        for (int i = 0; i < nodes(); i++) {
            programs.add(new Program(nodeName(i), jar(home, "gameserver"), nodeEnvironment(i)));
        }
        return programs;
    }

    private static Path jar(Path home, String module) {
        return home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private Map<String, String> registryEnvironment() {
        Map<String, String> environment = common();
        environment.put("GAMECLUSTER_REGISTRY_HTTP_PORT", Integer.toString(httpPort));
        environment.put("GAMECLUSTER_REGISTRY_HTTP_BIND", HOST);
        environment.put("GAMECLUSTER_REGISTRY_CONTROL_PORT", Integer.toString(portBase));
        environment.put("GAMECLUSTER_REGISTRY_CONTROL_BIND", HOST);
        environment.put("GAMECLUSTER_REGISTRY_SLAVES", Integer.toString(slaves));
        return environment;
    }

    private Map<String, String> nodeEnvironment(int index) {
        Map<String, String> environment = common();
        environment.put("GAMECLUSTER_NODE_NAME", nodeName(index));
        environment.put("GAMECLUSTER_NODE_REGISTRY", "tcp://" + HOST + ":" + portBase);
        environment.put("GAMECLUSTER_NODE_ADVERTISED_HOST", HOST);
        environment.put("GAMECLUSTER_NODE_CLIENT_PORT", Integer.toString(clientPort(index)));
        environment.put("GAMECLUSTER_NODE_CLIENT_BIND", HOST);
        environment.put("GAMECLUSTER_NODE_INTERNAL_PORT", Integer.toString(clientPort(index) + 1));
        environment.put("GAMECLUSTER_NODE_FEED_PORT", Integer.toString(clientPort(index) + 2));
        environment.put("GAMECLUSTER_NODE_INTERNAL_BIND", HOST);
        environment.put("GAMECLUSTER_NODE_HTTP_PORT", Integer.toString(managementPort(index)));
        if (startArea != null) {
            environment.put("GAMECLUSTER_WORLD_START_AREA", startArea);
        }
        return environment;
    }

    private static Map<String, String> common() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("GAMECLUSTER_CLUSTER", CLUSTER);
        environment.put(
                "GAMECLUSTER_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        return environment;
    }

    private static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " " + value + " is not allowed: expected " + least + ".." + most);
        }
    }

    private static void requireArea(String area) {
        try {
            String[] parts = area.split(",", -1);
            if (parts.length == 4) {
                double x1 = Double.parseDouble(parts[0]);
                double y1 = Double.parseDouble(parts[1]);
                double x2 = Double.parseDouble(parts[2]);
                double y2 = Double.parseDouble(parts[3]);
                if (x1 <= x2 && y1 <= y2) {
                    return;
                }
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "--start-area '" + area
                        + "' is not allowed: expected X1,Y1,X2,Y2 in metres with X1 <= X2 and Y1 <= Y2, for example -100,-100,100,100");
    }
}
