/** Placeholder. */
package dev.gamecluster.e2e;
