/** Real processes of a cluster on this machine, for tests and experiments that kill, stop and watch them. No assertions. */
package dev.gamecluster.e2e.process;
