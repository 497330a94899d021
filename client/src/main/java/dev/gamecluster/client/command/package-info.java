/**
 * The command line {@code gamecluster}: options, the registry's HTTP API as a person asks it, tables. {@code shell} is the
 * interactive client, {@code bench} the load generator, {@code local} runs a whole cluster as processes. Nothing here is for
 * programs: they use {@code client}.
 */
package dev.gamecluster.client.command;
