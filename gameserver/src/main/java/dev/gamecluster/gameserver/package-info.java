/** Placeholder. */
package dev.gamecluster.gameserver;
