package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.SessionKey;

/** Where a node's random values come from; never used while a record is applied. */
public interface Randomness {
    /** A key that nobody can guess. */
    SessionKey sessionKey();

    /** Uniform in [minimum, maximum]. */
    double between(double minimum, double maximum);
}
