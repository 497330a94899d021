package dev.gamecluster.operator.manifest;

/**
 * What the operator knows and the spec does not say.
 *
 * @param registry control endpoint of the registry as nodes reach it, {@code tcp://address:port}
 * @param defaultImage image of game servers when the spec names none
 * @param operatorNamespace namespace that the operator runs in
 */
public record Surroundings(String registry, String defaultImage, String operatorNamespace) {}
