/** The program: configuration, start and stop, health, metrics. No rule of the game or of replication lives here. */
package dev.gamecluster.gameserver.app;
