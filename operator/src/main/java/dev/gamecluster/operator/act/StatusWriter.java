package dev.gamecluster.operator.act;

import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/**
 * Stores the status, if it says anything new. It is written with the resource version that the plan was made from, so it never covers a
 * reign that was written in between. Numbers that always move (clients, users, lag) alone are worth a write only now and then.
 */
public final class StatusWriter {
    /** Moving numbers are stored at most so often. */
    static final long NUMBERS_MILLIS = 5_000;

    /** What became of it. */
    public enum Outcome {
        UNCHANGED,
        /** Only moving numbers differ, and they were stored a moment ago. */
        POSTPONED,
        WRITTEN,
        /** Somebody wrote the resource in the meantime: look again. */
        CONFLICT
    }

    private final KubernetesClient client;

    public StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /** @param millisSinceWritten since the status was stored last */
    public Outcome write(GameCluster read, GameClusterStatus planned, long millisSinceWritten) {
        GameClusterStatus stored = read.getStatus() == null ? GameClusterStatus.NONE : read.getStatus();
        if (planned.equals(stored)) {
            return Outcome.UNCHANGED;
        }
        if (withNumbersOf(planned, stored).equals(stored) && millisSinceWritten < NUMBERS_MILLIS) {
            return Outcome.POSTPONED;
        }
        GameCluster changed = client.getKubernetesSerialization().clone(read);
        changed.setStatus(planned);
        try {
            client.resource(changed).updateStatus();
            return Outcome.WRITTEN;
        } catch (KubernetesClientException refused) {
            boolean conflict = refused.getCode() == HttpURLConnection.HTTP_CONFLICT
                    || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
            if (conflict) {
                return Outcome.CONFLICT;
            }
            throw refused;
        }
    }

    private static GameClusterStatus withNumbersOf(GameClusterStatus planned, GameClusterStatus stored) {
        return new GameClusterStatus(
                planned.observedGeneration(),
                planned.phase(),
                planned.master(),
                planned.masterProcess(),
                planned.epoch(),
                planned.slaves(),
                planned.desiredSlaves(),
                planned.readySlaves(),
                stored.clients(),
                stored.users(),
                stored.replicationLagMillis(),
                planned.selector(),
                planned.lastFailover(),
                planned.conditions());
    }
}
