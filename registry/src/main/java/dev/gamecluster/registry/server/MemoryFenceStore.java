package dev.gamecluster.registry.server;

import dev.gamecluster.registry.core.FenceResult;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * For a registry that is alone: the reigns are kept in memory. After a restart it knows none and believes the director, which has
 * learned the newest from the nodes. Used by the registry's thread only.
 */
public final class MemoryFenceStore implements FenceStore {
    private record Written(long epoch, int masterId) {}

    private final Map<String, Written> byCluster = new HashMap<>();

    @Override
    public void fence(
            String cluster,
            long expectedEpoch,
            long epoch,
            int masterId,
            String masterName,
            Consumer<FenceResult> answer) {
        Written wanted = new Written(epoch, masterId);
        Written written = byCluster.get(cluster);
        if (written != null && written.epoch() > expectedEpoch && !written.equals(wanted)) {
            answer.accept(new FenceResult.Lost(epoch, written.epoch()));
            return;
        }
        byCluster.put(cluster, wanted);
        answer.accept(new FenceResult.Won(epoch));
    }
}
