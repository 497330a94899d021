package dev.gamecluster.registry.server;

import dev.gamecluster.registry.core.FenceResult;
import java.util.function.Consumer;

/** Where the newest reign of a cluster is written, once and for all registries. */
public interface FenceStore {
    /**
     * Writes the reign by compare-and-set: {@link FenceResult.Won} when no reign newer than {@code expectedEpoch} was written, or
     * exactly this one; {@link FenceResult.Lost} when another was; {@link FenceResult.Unavailable} when that is not known.
     *
     * <p>Called on the registry's thread, so it must not block; {@code answer} may be called at once or later from any thread, and at
     * most once.
     *
     * @param cluster {@code namespace/name}
     */
    void fence(
            String cluster,
            long expectedEpoch,
            long epoch,
            int masterId,
            String masterName,
            Consumer<FenceResult> answer);
}
