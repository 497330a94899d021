package dev.gamecluster.operator.manifest;

import dev.gamecluster.operator.api.GameCluster;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Names, labels and ports by which the objects of a cluster find each other. */
public final class Names {
    public static final String PREFIX = GameCluster.GROUP + "/";
    public static final String CLUSTER = PREFIX + "cluster";
    public static final String NODE = PREFIX + "node";
    public static final String ROLE = PREFIX + "role";
    /** {@code "true"} on the nodes that clients should connect to now. */
    public static final String TAKES_CLIENTS = PREFIX + "takes-clients";
    /** Annotation: what a pod was made from. */
    public static final String TEMPLATE_HASH = PREFIX + "template-hash";
    /** {@code "true"} on the operator's replica that acts. */
    public static final String ACTING = PREFIX + "acting";

    public static final String APPLICATION = "app.kubernetes.io/name";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String GAMECLUSTER = "gamecluster";
    public static final String GAMESERVER = "gameserver";
    public static final String OPERATOR_COMPONENT = "operator";
    /** Name of the operator's Deployment, Service, Lease and field manager. */
    public static final String OPERATOR = "gamecluster-operator";

    public static final String ROLE_JOINING = "joining";
    public static final String ROLE_MASTER = "master";
    public static final String ROLE_SLAVE = "slave";

    public static final int CLIENT_PORT = 5555;
    public static final int INTERNAL_PORT = 5556;
    public static final int FEED_PORT = 5557;
    public static final int MANAGEMENT_PORT = 9000;
    public static final int CONTROL_PORT = 5550;

    private Names() {}

    public static String pod(String cluster, int ordinal) {
        return cluster + "-" + ordinal;
    }

    /** Empty when the name is not one that {@link #pod} makes. */
    public static OptionalInt ordinal(String cluster, String pod) {
        String rest = pod.startsWith(cluster + "-") ? pod.substring(cluster.length() + 1) : "";
        return rest.matches("0|[1-9][0-9]{0,5}") ? OptionalInt.of(Integer.parseInt(rest)) : OptionalInt.empty();
    }

    /** The headless Service of all nodes. */
    public static String nodesService(String cluster) {
        return cluster + "-nodes";
    }

    /** The Service by which outsiders reach one node. */
    public static String outsideService(String pod) {
        return pod + "-outside";
    }

    /** Labels of everything that belongs to the cluster. */
    public static Map<String, String> labels(String cluster) {
        Map<String, String> labels = new LinkedHashMap<>(selector(cluster));
        labels.put(APPLICATION, GAMECLUSTER);
        labels.put(INSTANCE, cluster);
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }

    /** Selects the pods of the cluster. */
    public static Map<String, String> selector(String cluster) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(CLUSTER, cluster);
        labels.put(COMPONENT, GAMESERVER);
        return labels;
    }

    /** What the status shows to the scale subresource: selects the slaves. */
    public static String slaveSelector(String cluster) {
        return CLUSTER + "=" + cluster + "," + ROLE + "=" + ROLE_SLAVE;
    }

    /** Makes the cluster the owner: what it owns goes with it. */
    public static OwnerReference owner(GameCluster cluster) {
        return new OwnerReferenceBuilder()
                .withApiVersion(cluster.getApiVersion())
                .withKind(cluster.getKind())
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }
}
