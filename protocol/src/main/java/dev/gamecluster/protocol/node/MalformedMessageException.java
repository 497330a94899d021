package dev.gamecluster.protocol.node;

/**
 * Bytes that are not a message between nodes. The message says what is wrong. Has no stack trace: it is thrown per message, and
 * where in the decoder it came from says nothing more.
 */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message, null, false, false);
    }
}
