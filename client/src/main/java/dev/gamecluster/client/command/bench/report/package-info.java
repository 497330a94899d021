/**
 * A result of the load generator for its readers: text for the terminal, JSON for programs, one self-contained page with plots. Everything
 * here is a function of a {@code BenchResult}; nothing measures, and nothing reads a clock.
 */
package dev.gamecluster.client.command.bench.report;
