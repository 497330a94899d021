package dev.gamecluster.e2e.simulation;

import dev.gamecluster.registry.core.FenceResult;

/** Where reigns are written by compare-and-set; survives a registry when it is durable. */
final class FenceStore {
    private long epoch;
    private int master;

    FenceResult write(long expectedEpoch, long newEpoch, int masterId) {
        if (epoch == newEpoch && master == masterId) {
            return new FenceResult.Won(newEpoch);
        }
        if (epoch > expectedEpoch) {
            return new FenceResult.Lost(newEpoch, epoch);
        }
        epoch = newEpoch;
        master = masterId;
        return new FenceResult.Won(newEpoch);
    }
}
