package dev.gamecluster.registry.core;

/**
 * Which epochs are known to be taken. An epoch that somebody promised is never asked for again, even when nobody ever reigned in
 * it: the next one is one above every epoch that was ever heard of.
 */
final class Epochs {
    private long heard;
    private long reigned;

    /** Somebody promised this epoch. */
    void promised(long epoch) {
        heard = Math.max(heard, epoch);
    }

    /** Somebody reigns or reigned in this epoch. */
    void reigned(long epoch) {
        reigned = Math.max(reigned, epoch);
        promised(epoch);
    }

    /** Takes the next epoch. */
    long next() {
        heard++;
        return heard;
    }

    long heard() {
        return heard;
    }

    /** The newest epoch in which somebody is known to have reigned: what the fence is compared with. */
    long reigned() {
        return reigned;
    }
}
