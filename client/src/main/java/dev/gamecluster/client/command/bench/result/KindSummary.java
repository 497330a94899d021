package dev.gamecluster.client.command.bench.result;

/**
 * Latency of one kind of request ("query", "write", "aoe", "login", "ping", or "all").
 *
 * @param mean from the time a request was due to its answer, as are {@code p50} to {@code max}
 * @param uncorrectedMean from the time a request was really sent to its answer, as is {@code uncorrectedP99}
 */
public record KindSummary(
        String kind,
        long count,
        double perSecond,
        double mean,
        long p50,
        long p90,
        long p99,
        long p999,
        long max,
        double uncorrectedMean,
        long uncorrectedP99) {}
