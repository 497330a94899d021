package dev.gamecluster.operator.plan;

/**
 * Something that keeps a cluster from being as it should.
 *
 * @param reason one word in CamelCase, as in conditions
 * @param message a sentence for people
 */
public record Problem(String reason, String message) {}
