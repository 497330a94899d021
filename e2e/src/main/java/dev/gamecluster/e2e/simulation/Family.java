package dev.gamecluster.e2e.simulation;

/** Kinds of runs. */
public enum Family {
    /** No process fails. */
    CALM(true),
    /** One process at a time is dead, stopped, slow or cut off, and the cluster recovers before the next. */
    ONE_FAULT(true),
    /** Clients log out, fall silent and come back; a process fails now and then. */
    ROAMING(true),
    /** Two processes at once. */
    TWO_FAULTS(false),
    /** Anything at any time. */
    CHAOS(false);

    private final boolean strong;

    Family(boolean strong) {
        this.strong = strong;
    }

    /** Nothing acknowledged may be lost. */
    public boolean isStrong() {
        return strong;
    }
}
