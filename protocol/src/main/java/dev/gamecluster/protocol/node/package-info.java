/**
 * The protocol between nodes and with the registry: log records, deltas, forwarding, catch-up and control messages, as records,
 * and the one binary codec. The only place that knows these bytes. No sockets, no state of the game.
 */
package dev.gamecluster.protocol.node;
