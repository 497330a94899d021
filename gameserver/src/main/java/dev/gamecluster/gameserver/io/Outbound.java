package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.client.ServerMessage;

/** From the world thread to the client face. */
record Outbound(long connection, ServerMessage message) {}
