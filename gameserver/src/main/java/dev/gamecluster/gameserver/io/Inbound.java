package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.client.Request;

/** From the client face to the world thread. {@code request} is null when a client only showed that it is alive. */
record Inbound(long connection, Request request) {}
