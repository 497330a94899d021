package dev.gamecluster.client.command.bench.result;

/**
 * Another server under the same load on the same machine.
 *
 * @param name program, version and request, such as "redis-server 7.0.15 PING"
 * @param ratio ours / theirs, answered requests per second
 */
public record Baseline(
        String name,
        int connections,
        double ratePerSecond,
        double answeredPerSecond,
        long p50,
        long p99,
        double ratio) {}
