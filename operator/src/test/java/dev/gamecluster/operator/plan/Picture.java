package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.api.AutoscalingSpec;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterSpec;
import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.manifest.Surroundings;
import dev.gamecluster.operator.manifest.TemplateHash;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.Failover;
import dev.gamecluster.registry.core.NodeState;
import dev.gamecluster.registry.core.NodeView;
import dev.gamecluster.registry.core.Phase;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster as a test draws it: pods, and what the registry says of their nodes. */
final class Picture {
    static final Surroundings SURROUNDINGS = new Surroundings("tcp://registry:5550", "image:1", "gamecluster-system");
    static final long NOW = 1_800_000_000_000L;

    private final List<PodView> pods = new ArrayList<>();
    private final List<NodeView> nodes = new ArrayList<>();
    private final List<String> nodeServices = new ArrayList<>();
    private GameClusterSpec spec = spec(2, null);
    private Phase phase = Phase.STEADY;
    private long epoch = 1;
    private NodeView master;
    private GameClusterStatus status = GameClusterStatus.NONE;
    private Optional<Problem> failure = Optional.empty();
    private Optional<Failover> failover = Optional.empty();
    private Memory memory = Memory.EMPTY;
    private long nowMillis = NOW;

    static GameClusterSpec spec(int slaves, AutoscalingSpec autoscaling) {
        return new GameClusterSpec(1, slaves, null, null, autoscaling, null, null, null, null, null, null);
    }

    /** A cluster as it should be: master demo-0, and so many live slaves. */
    static Picture running(int slaves) {
        Picture picture = new Picture().slaves(slaves).master(0);
        for (int ordinal = 1; ordinal <= slaves; ordinal++) {
            picture.slave(ordinal, 0);
        }
        return picture;
    }

    Picture spec(GameClusterSpec wanted) {
        spec = wanted;
        return this;
    }

    Picture slaves(int slaves) {
        return spec(spec(slaves, spec.autoscaling()));
    }

    Picture status(GameClusterStatus stored) {
        status = stored;
        return this;
    }

    Picture phase(Phase registry) {
        phase = registry;
        return this;
    }

    Picture memory(Memory remembered) {
        memory = remembered;
        return this;
    }

    Picture at(long millis) {
        nowMillis = millis;
        return this;
    }

    Picture failure(Problem problem) {
        failure = Optional.of(problem);
        return this;
    }

    Picture failover(Failover last) {
        failover = Optional.of(last);
        return this;
    }

    Picture nodeService(String name) {
        nodeServices.add(name);
        return this;
    }

    Picture epoch(long current) {
        epoch = current;
        return this;
    }

    Picture master(int ordinal) {
        master = node(ordinal, Role.MASTER, NodeState.LIVE, 0, 0, false);
        nodes.add(master);
        return pod(pod(ordinal).role(Names.ROLE_MASTER));
    }

    Picture holdingMaster(int ordinal) {
        master = node(ordinal, Role.MASTER, NodeState.LIVE, 0, 0, true);
        nodes.add(master);
        return pod(pod(ordinal).role(Names.ROLE_MASTER));
    }

    Picture slave(int ordinal, int clients) {
        return slave(ordinal, clients, 0);
    }

    Picture slave(int ordinal, int clients, int loadPermille) {
        nodes.add(node(ordinal, Role.SLAVE, NodeState.LIVE, clients, loadPermille, false));
        return pod(pod(ordinal).role(Names.ROLE_SLAVE).takesClients(true));
    }

    Picture joining(int ordinal) {
        nodes.add(node(ordinal, Role.JOINING, NodeState.JOINING, 0, 0, false));
        return pod(pod(ordinal));
    }

    /** The registry has lost the node of that pod. */
    Picture lost(int ordinal) {
        nodes.removeIf(node -> node.name().equals("demo-" + ordinal));
        nodes.add(node(ordinal, Role.SLAVE, NodeState.LOST, 0, 0, false));
        return this;
    }

    Picture pod(PodBuilder pod) {
        pods.removeIf(other -> other.ordinal() == pod.ordinal);
        pods.add(pod.build(TemplateHash.of(spec, "image:1")));
        pods.sort(Comparator.comparingInt(PodView::ordinal));
        return this;
    }

    PodBuilder pod(int ordinal) {
        return new PodBuilder(ordinal);
    }

    private NodeView node(int ordinal, Role role, NodeState state, int clients, int load, boolean holding) {
        Endpoints endpoints = new Endpoints("tcp://10.0.0.1:5555", "tcp://10.0.0.1:5556", "tcp://10.0.0.1:5557");
        return new NodeView(
                "demo-" + ordinal,
                100 + ordinal,
                role,
                state,
                epoch,
                epoch,
                Position.NOTHING,
                true,
                role == Role.SLAVE,
                holding,
                2_000,
                clients,
                0,
                load,
                endpoints,
                Optional.empty(),
                10);
    }

    GameCluster cluster() {
        GameCluster cluster = new GameCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withName("demo")
                .withNamespace("game")
                .withUid("uid")
                .withGeneration(7L)
                .build());
        cluster.setSpec(spec);
        return cluster;
    }

    Plan plan() {
        return Planner.plan(cluster(), observed(), SURROUNDINGS);
    }

    private Observed observed() {
        int clients = nodes.stream().mapToInt(NodeView::clients).sum();
        ClusterView view = new ClusterView(
                new ClusterName("game", "demo"),
                phase,
                master == null ? Math.max(0, epoch - 1) : epoch,
                Optional.ofNullable(master),
                Protection.values()[0],
                clients,
                clients,
                List.copyOf(nodes),
                failover,
                0,
                0,
                0,
                300);
        return new Observed(
                "game",
                "demo",
                7,
                status,
                List.copyOf(pods),
                view,
                failover.isPresent() ? nowMillis - 1_000 : 0,
                Map.of(),
                List.copyOf(nodeServices),
                failure,
                memory,
                nowMillis);
    }

    /** A pod that runs and is made from the current spec, unless said otherwise. */
    static final class PodBuilder {
        private final int ordinal;
        private String hash;
        private String role = Names.ROLE_JOINING;
        private boolean takesClients;
        private boolean running = true;
        private boolean terminating;
        private boolean ended;
        private boolean backingOff;
        private Optional<Problem> problem = Optional.empty();

        PodBuilder(int ordinal) {
            this.ordinal = ordinal;
        }

        PodBuilder role(String label) {
            role = label;
            return this;
        }

        PodBuilder takesClients(boolean takes) {
            takesClients = takes;
            return this;
        }

        PodBuilder outdated() {
            hash = "old";
            return this;
        }

        PodBuilder terminating() {
            terminating = true;
            return this;
        }

        PodBuilder ended() {
            ended = true;
            running = false;
            return this;
        }

        PodBuilder backingOff() {
            backingOff = true;
            running = false;
            return this;
        }

        PodBuilder problem(String reason, String message) {
            problem = Optional.of(new Problem(reason, message));
            running = false;
            return this;
        }

        PodView build(String current) {
            return new PodView(
                    "demo-" + ordinal,
                    ordinal,
                    "uid-" + ordinal,
                    hash == null ? current : hash,
                    role,
                    takesClients,
                    running,
                    running,
                    terminating,
                    ended,
                    backingOff,
                    NOW,
                    Optional.of("192.0.2.1"),
                    problem);
        }
    }
}
