/**
 * The client protocol: one JSON object per frame, as records, and the streaming codec between the two. The only place that
 * knows the JSON of clients. No sockets, no state of the game.
 */
package dev.gamecluster.protocol.client;
