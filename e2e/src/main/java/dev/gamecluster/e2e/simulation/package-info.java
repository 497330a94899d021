/**
 * The whole cluster in one thread: real node cores and a real director, simulated clients, a simulated network, one clock, and faults
 * drawn from a seed. The same seed gives the same run. Nothing here reads a clock or opens a socket.
 */
package dev.gamecluster.e2e.simulation;
