/** Placeholder. */
package dev.gamecluster.client;
