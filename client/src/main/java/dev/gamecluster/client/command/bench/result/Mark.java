package dev.gamecluster.client.command.bench.result;

/** Something that happened to the cluster or to the run. {@code kind}: failover, switchover, node lost, node joined, phase. */
public record Mark(double atSeconds, String kind, String text) {}
