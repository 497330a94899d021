/**
 * The load generator: what is due when, simulated clients that send it, and what is recorded. One thread drives everything.
 *
 * <p>The clients here are not {@code dev.gamecluster.client.GameClient}s: the generator shares its machine with what it measures, and
 * a future, a timer and a JSON tree for each request would cost more than the request costs the server. They keep the same promises
 * (increasing ids, unanswered writes repeated with the same id, sessions resumed on another node, redirects followed) with a few
 * numbers for each request. Nothing here knows the command line, the reports, or processes.
 */
package dev.gamecluster.client.command.bench.load;
