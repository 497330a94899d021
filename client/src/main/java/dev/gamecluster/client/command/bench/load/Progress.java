package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.command.bench.result.Interval;

/**
 * How a run stands.
 *
 * @param phaseSeconds since the phase began
 * @param second what happened in the last second
 * @param playing clients that are logged in
 * @param sent measured requests so far
 * @param sendDelayP99Micros from due to sent, of the measurement so far
 * @param trouble what went wrong last, or empty
 */
public record Progress(
        Phase phase,
        double phaseSeconds,
        Interval second,
        int playing,
        long sent,
        long failed,
        long sendDelayP99Micros,
        String trouble) {

    /** The parts of a run, in their order. */
    public enum Phase {
        LOGIN("logging in"),
        WARM_UP("warming up"),
        MEASURING("measuring"),
        DRAINING("waiting for the last answers"),
        LEAVING("logging out"),
        DONE("done");

        private final String label;

        Phase(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
