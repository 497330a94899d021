/**
 * Benchmarks of the parts (JMH) and measurements of what a user costs in memory and on the feed: {@code make bench}. No sockets and no
 * processes here: whole systems are measured by {@code gamecluster bench}.
 */
package dev.gamecluster.e2e.benchmark;
