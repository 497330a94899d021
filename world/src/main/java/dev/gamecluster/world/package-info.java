/**
 * The world: users, how they move, who is near whom, and the world's hash and snapshots.
 *
 * <p>Pure and deterministic: the same snapshot and the same commands give the same hash on every machine. Nothing in here
 * reads a clock, a random source, a file or a socket, logs, or starts a thread. Nothing here is thread safe: one thread
 * owns a world. Arguments are validated where they enter the system; here a bad one is a broken invariant and throws.
 */
package dev.gamecluster.world;
