/**
 * The client library: finds a node, keeps a session alive across failures, sends every write exactly once in effect.
 * {@link dev.gamecluster.client.GameClient} is the entrance, {@link dev.gamecluster.client.ClientRuntime} owns thread and
 * sockets. No terminal, no command line here (see {@code command}), and no bytes of messages (see {@code protocol}).
 */
package dev.gamecluster.client;
