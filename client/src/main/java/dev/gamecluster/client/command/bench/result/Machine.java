package dev.gamecluster.client.command.bench.result;

/** The machine of the generator. {@code loadAverageBefore}: that of one minute before the run, negative when the system has none. */
public record Machine(String os, int cpus, long memoryBytes, String java, String cpuModel, double loadAverageBefore) {}
