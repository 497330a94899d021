package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.Endpoints;

/** Who is master of which epoch. It stays what it is when the master dies, until the next reign is written. */
record Reign(long epoch, int master, String masterName, Endpoints endpoints) {
    static final Reign NONE = new Reign(0, 0, "", null);
}
