package dev.gamecluster.gameserver.state;

/** A strong 64-bit mix, for hashes that are compared between nodes. Source: the finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
final class Mixing {
    private Mixing() {}

    static long mix(long seed, long value) {
        long z = seed * 0x9E3779B97F4A7C15L + value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
