package dev.gamecluster.protocol.client;

/** A frame from a server that is not a message of the client protocol. The message says what is wrong with it. */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message);
    }
}
