package dev.gamecluster.operator.act;

import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterStatus;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.FenceResult;
import dev.gamecluster.registry.server.FenceStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The fence: who reigns in which epoch is written in the status of the GameCluster, which Kubernetes keeps once and for all operators.
 *
 * <ol>
 *   <li>While one reign follows the other, a single request does it: a JSON patch (RFC 6902) that tests the expected epoch and writes
 *       epoch, master and the master's process. Kubernetes applies such a patch as a whole or, when the test fails, not at all.
 *   <li>Where there was no reign yet, or the test failed: read the resource. A reign newer than the expected one is there: it is this very one (won; the answer was lost before), or another
 *       (lost).
 *   <li>Write epoch, master and the master's process with the resource version that was read. Kubernetes refuses that when anything was
 *       written in between: again from the start, at most {@link #ATTEMPTS} times.
 * </ol>
 *
 * Anything else that goes wrong is "not known"; the registry asks again.
 */
public final class StatusFenceStore implements FenceStore, AutoCloseable {
    static final int ATTEMPTS = 5;
    /** Fences that may be under way at once; the registry repeats those that are not even begun. */
    static final int AT_ONCE = 64;

    /** What Kubernetes answers to a patch whose test failed. */
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** @param client whose requests end soon: an election waits for them */
    public StatusFenceStore(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void fence(
            String cluster,
            long expectedEpoch,
            long epoch,
            int masterId,
            String masterName,
            Consumer<FenceResult> answer) {
        if (!free.tryAcquire()) {
            answer.accept(new FenceResult.Unavailable(epoch, AT_ONCE + " fences are under way already"));
            return;
        }
        threads.execute(() -> {
            try {
                answer.accept(write(ClusterName.parse(cluster), expectedEpoch, epoch, masterId, masterName));
            } catch (KubernetesClientException refused) {
                answer.accept(new FenceResult.Unavailable(epoch, Refusals.why(refused)));
            } finally {
                free.release();
            }
        });
    }

    private FenceResult write(ClusterName name, long expectedEpoch, long epoch, int masterId, String masterName) {
        if (expectedEpoch > 0 && isSwapped(name, expectedEpoch, epoch, masterId, masterName)) {
            return new FenceResult.Won(epoch);
        }
        return readAndWrite(name, expectedEpoch, epoch, masterId, masterName);
    }

    private boolean isSwapped(ClusterName name, long expectedEpoch, long epoch, int masterId, String masterName) {
        List<Map<String, Object>> patch = List.of(
                operation("test", "epoch", expectedEpoch),
                operation("replace", "epoch", epoch),
                operation("add", "master", masterName),
                operation("add", "masterProcess", masterId));
        try {
            resource(name)
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON),
                            client.getKubernetesSerialization().asJson(patch));
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == UNPROCESSABLE || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw refused;
        }
    }

    private Resource<GameCluster> resource(ClusterName name) {
        return client.resources(GameCluster.class).inNamespace(name.namespace()).withName(name.name());
    }

    private static Map<String, Object> operation(String operation, String field, Object value) {
        return Map.of("op", operation, "path", "/status/" + field, "value", value);
    }

    private FenceResult readAndWrite(
            ClusterName name, long expectedEpoch, long epoch, int masterId, String masterName) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            GameCluster cluster = resource(name).get();
            if (cluster == null) {
                return new FenceResult.Unavailable(epoch, "GameCluster " + name + " does not exist");
            }
            GameClusterStatus status = cluster.getStatus() == null ? GameClusterStatus.NONE : cluster.getStatus();
            if (status.reign() > expectedEpoch) {
                boolean mine =
                        status.reign() == epoch && status.masterProcess() != null && status.masterProcess() == masterId;
                return mine ? new FenceResult.Won(epoch) : new FenceResult.Lost(epoch, status.reign());
            }
            cluster.setStatus(status.withReign(epoch, masterName, masterId));
            try {
                client.resource(cluster).updateStatus();
                return new FenceResult.Won(epoch);
            } catch (KubernetesClientException refused) {
                if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw refused;
                }
            }
        }
        return new FenceResult.Unavailable(
                epoch, "GameCluster " + name + " was written by others " + ATTEMPTS + " times in a row");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
