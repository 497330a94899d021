package dev.gamecluster.client.command.bench.load;

/**
 * What is done to the cluster while it is measured.
 *
 * @param atSeconds after the begin of the measurement
 */
public record Fault(double atSeconds, Action action) {
    /** What can be done. */
    public enum Action {
        /** {@code kill -9} of the process that is the master at that moment. */
        KILL_MASTER
    }
}
