package dev.gamecluster.client.command.bench.result;

/** One {@code --assert}: its text, whether it held, and the value that was measured, with its unit. */
public record Check(String expression, boolean passed, String actual) {}
