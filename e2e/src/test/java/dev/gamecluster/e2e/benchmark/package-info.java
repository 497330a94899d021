/** Whether the benchmarks measure what they say: their data, not their times. */
package dev.gamecluster.e2e.benchmark;
