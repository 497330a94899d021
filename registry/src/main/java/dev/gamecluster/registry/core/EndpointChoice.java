package dev.gamecluster.registry.core;

/** Where a client should connect: {@code endpoint} is {@code tcp://host:port}. */
public record EndpointChoice(String node, String endpoint) {}
