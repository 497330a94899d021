/**
 * The registry: discovery, load balancing, heartbeats, election. The decisions are in {@code core} (pure), the ZeroMQ face in
 * {@code server}, the HTTP face in {@code http}, the program that runs alone in {@code app}. Nothing lives in this package itself.
 */
package dev.gamecluster.registry;
