package dev.gamecluster.operator.act;

import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.registry.core.ClusterName;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Writes Kubernetes Events on GameClusters, from a thread of its own: whoever tells something never waits. What is told again is counted
 * on the same event. At most {@link #WAITING} wait; what comes then is only logged.
 */
public final class KubernetesEvents implements AutoCloseable {
    static final int WAITING = 1_000;
    static final int REMEMBERED = 500;

    private static final Logger LOG = Logger.getLogger("dev.gamecluster.operator");
    private static final String NORMAL = "Normal";
    private static final String WARNING = "Warning";

    private record Told(ClusterName cluster, String type, String reason, String message) {}

    private static final class Written {
        private final String name;
        private int count;

        Written(String name) {
            this.name = name;
            this.count = 1;
        }
    }

    private final KubernetesClient client;
    private final Function<ClusterName, GameCluster> clusters;
    private final Clock clock;
    private final String instance;
    private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(WAITING);
    private final Map<Told, Written> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Written> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Thread thread;
    private long lastNumber;

    /**
     * @param clusters the resource, null when there is none
     * @param instance name of this replica
     */
    public KubernetesEvents(
            KubernetesClient client, Function<ClusterName, GameCluster> clusters, Clock clock, String instance) {
        this.client = client;
        this.clusters = clusters;
        this.clock = clock;
        this.instance = instance;
        this.thread = Thread.ofPlatform().name("events").daemon().start(this::run);
    }

    public void normal(ClusterName cluster, String reason, String message) {
        tell(new Told(cluster, NORMAL, reason, message));
    }

    public void warning(ClusterName cluster, String reason, String message) {
        tell(new Told(cluster, WARNING, reason, message));
    }

    private void tell(Told told) {
        if (!queue.offer(told)) {
            LOG.warnf(
                    "%s: %s: %s (not written as an event: %d wait)",
                    told.cluster(), told.reason(), told.message(), WAITING);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Told told = queue.take();
                try {
                    write(told);
                } catch (KubernetesClientException refused) {
                    LOG.warnf("%s: event %s was not written: %s", told.cluster(), told.reason(), Refusals.why(refused));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Told told) {
        GameCluster cluster = clusters.apply(told.cluster());
        if (cluster == null) {
            return;
        }
        Written before = written.get(told);
        if (before != null && countAgain(told, before)) {
            return;
        }
        String name = cluster.getMetadata().getName() + "." + Long.toHexString(number());
        client.v1()
                .events()
                .inNamespace(told.cluster().namespace())
                .resource(event(told, cluster, name))
                .create();
        written.put(told, new Written(name));
    }

    /** By an object that is known: by a name alone the client would read the event first. */
    private boolean countAgain(Told told, Written before) {
        try {
            client.v1()
                    .events()
                    .inNamespace(told.cluster().namespace())
                    .resource(new EventBuilder()
                            .withNewMetadata()
                            .withName(before.name)
                            .withNamespace(told.cluster().namespace())
                            .endMetadata()
                            .build())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"count\":" + (before.count + 1) + ",\"lastTimestamp\":\"" + now() + "\"}");
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
            written.remove(told);
            return false;
        }
        before.count++;
        return true;
    }

    private Event event(Told told, GameCluster cluster, String name) {
        return new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(told.cluster().namespace())
                .addToLabels(Names.CLUSTER, told.cluster().name())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(cluster.getApiVersion())
                .withKind(cluster.getKind())
                .withName(cluster.getMetadata().getName())
                .withNamespace(cluster.getMetadata().getNamespace())
                .withUid(cluster.getMetadata().getUid())
                .endInvolvedObject()
                .withType(told.type())
                .withReason(told.reason())
                .withMessage(told.message())
                .withCount(1)
                .withFirstTimestamp(now())
                .withLastTimestamp(now())
                .withNewSource()
                .withComponent(Names.OPERATOR)
                .endSource()
                .withReportingComponent(Names.OPERATOR)
                .withReportingInstance(instance)
                .build();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Different for each event of this process, and most likely of all processes. */
    private long number() {
        long micros = ChronoUnit.MICROS.between(java.time.Instant.EPOCH, clock.instant());
        lastNumber = Math.max(lastNumber + 1, micros);
        return lastNumber;
    }
}
