/** Placeholder. */
package dev.gamecluster.world;
