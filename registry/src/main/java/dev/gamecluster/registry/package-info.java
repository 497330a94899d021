/** Placeholder. */
package dev.gamecluster.registry;
