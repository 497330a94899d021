package dev.gamecluster.operator.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done to pods and the watch may not have shown yet. Without it a plan made from an older picture would create or delete a second
 * time, and with other victims. What is not seen within {@link #PATIENCE_MILLIS} is forgotten: then it did not happen, or is over.
 *
 * <p>One per cluster; used by one thread at a time.
 */
public final class Expectations {
    static final long PATIENCE_MILLIS = 10_000;

    private record Expected(Pod pod, long sinceMillis) {}

    private final Map<String, Expected> created = new HashMap<>();
    private final Map<String, Long> deleted = new HashMap<>();
    private long nowMillis;

    /** The pods as they will be seen: those of the watch, those created since, those deleted since as terminating. */
    public List<Pod> complete(List<Pod> seen, long timeMillis) {
        nowMillis = timeMillis;
        created.values().removeIf(expected -> timeMillis - expected.sinceMillis() > PATIENCE_MILLIS);
        deleted.values().removeIf(since -> timeMillis - since > PATIENCE_MILLIS);
        List<Pod> pods = new ArrayList<>();
        for (Pod pod : seen) {
            created.remove(pod.getMetadata().getName());
            pods.add(deleted.containsKey(pod.getMetadata().getUid()) ? terminating(pod) : pod);
        }
        created.values().forEach(expected -> pods.add(expected.pod()));
        return pods;
    }

    private static Pod terminating(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return pod;
        }
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(pod.getMetadata().getCreationTimestamp())
                .endMetadata()
                .build();
    }

    void created(Pod pod) {
        Pod expected = new PodBuilder(pod)
                .editMetadata()
                .withUid("")
                .endMetadata()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
        created.put(pod.getMetadata().getName(), new Expected(expected, nowMillis));
    }

    /** @return whether that is news */
    boolean deleted(String uid) {
        return deleted.put(uid, nowMillis) == null;
    }
}
