/**
 * Sockets and threads of one node, and nothing else: the world thread drives the core and owns every socket between nodes, the client
 * face owns the socket of the clients. Each socket is made, used and closed on its own thread; threads stop by message. No rule of the
 * game or of replication lives here.
 */
package dev.gamecluster.gameserver.io;
