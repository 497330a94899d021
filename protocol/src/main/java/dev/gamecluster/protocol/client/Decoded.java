package dev.gamecluster.protocol.client;

/** What a frame of a client turned out to be. */
public sealed interface Decoded {

    record Ok(Request request) implements Decoded {}

    /** @param failed the answer that the client gets */
    record Bad(ServerMessage.Failed failed) implements Decoded {}
}
