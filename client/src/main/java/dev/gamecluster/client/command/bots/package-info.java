/**
 * Simulated users: what they do, what they measure, and the command that lets them play against a running cluster. Knows nothing of
 * the processes of a cluster.
 */
package dev.gamecluster.client.command.bots;
