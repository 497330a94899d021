package dev.gamecluster.client.command.bench.result;

/** {@code percentile}: 0..100; {@code value}: microseconds. */
public record Point(double percentile, long value) {}
