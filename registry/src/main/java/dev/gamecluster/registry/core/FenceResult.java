package dev.gamecluster.registry.core;

/** What became of {@link DirectorOutput#fence}. {@code epoch} is always the one that was asked for. */
public sealed interface FenceResult {
    long epoch();

    /** It is written: the reign is this master's, now or because it was already written exactly so. */
    record Won(long epoch) implements FenceResult {}

    /** Another reign was written in the meantime. */
    record Lost(long epoch, long currentEpoch) implements FenceResult {}

    /** It is not known whether it was written (the store did not answer); it will be asked again. */
    record Unavailable(long epoch, String reason) implements FenceResult {}
}
