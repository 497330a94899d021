/** Placeholder. */
package dev.gamecluster.protocol;
