/**
 * {@code gamecluster bench}: its options, the cluster that it measures, what is shown meanwhile, and what is checked at the end. The
 * load itself is made in {@code load}, what was measured are the records of {@code result}, and {@code report} shows them.
 */
package dev.gamecluster.client.command.bench;
