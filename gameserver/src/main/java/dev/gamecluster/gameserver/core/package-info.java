/**
 * One node as a state machine: requests, messages and the time go in, answers and messages go out through {@link
 * dev.gamecluster.gameserver.core.NodeOutput}. No sockets, no clock, no random source, no threads, no framework: a whole cluster of
 * these runs in one thread under a simulated network.
 */
package dev.gamecluster.gameserver.core;
