package dev.gamecluster.world;

/** Receives the records of users that were searched for, where they lie; see {@link Users} for the words. */
@FunctionalInterface
interface RecordVisitor {
    void record(long[] words, int base);
}
