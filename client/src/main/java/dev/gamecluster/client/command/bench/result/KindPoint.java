package dev.gamecluster.client.command.bench.result;

/** Corrected latency of one kind of request within one interval. */
public record KindPoint(String kind, long count, long p50, long p99, long max) {}
