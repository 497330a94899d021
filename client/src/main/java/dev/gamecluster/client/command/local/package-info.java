/**
 * A whole cluster on this machine: registry and game servers as child processes that are started again when they die, bots that
 * use the client library, and a table of what goes on. Knows the programs only by their jars, environment and HTTP API.
 */
package dev.gamecluster.client.command.local;
