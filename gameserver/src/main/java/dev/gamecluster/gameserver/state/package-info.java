/**
 * The replicated state: the world, the sessions with their exactly-once memory, the reigns and the admitted slaves, and the one
 * way to change it: applying log records in order. Deterministic: no clock, no random source, no I/O, no thread.
 */
package dev.gamecluster.gameserver.state;
