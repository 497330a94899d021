/**
 * What the registry decides: who is alive, who is master, where a client goes. Pure: driven by messages and by a time that is passed
 * in, answers through {@link dev.gamecluster.registry.core.DirectorOutput}. No sockets, clocks, randomness, threads, logs or
 * Quarkus here; one thread at a time.
 */
package dev.gamecluster.registry.core;
