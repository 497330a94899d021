package dev.gamecluster.e2e.simulation;

/** A promise of the cluster was broken in a run. The message says which, in which run, and what happened last. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    Violation(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    Violation(String sentence, String report, Violation cause) {
        super(sentence + System.lineSeparator() + report, cause.getCause() == null ? cause : cause.getCause());
        this.sentence = sentence;
    }

    /** What was broken, without the trace. */
    public String sentence() {
        return sentence;
    }
}
