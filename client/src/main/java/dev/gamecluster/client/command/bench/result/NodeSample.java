package dev.gamecluster.client.command.bench.result;

/** What the registry said of one node at one time. {@code role}, {@code state}, {@code load} (0..1) as in its HTTP API. */
public record NodeSample(
        double atSeconds, String node, String role, String state, double load, long clients, double lagMillis) {}
