package dev.gamecluster.client;

import dev.gamecluster.protocol.client.ErrorCode;

/** Why a request of a {@link GameClient} failed. The message is one sentence for people. */
public abstract sealed class GameClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GameClientException(String message) {
        super(message);
    }

    /** The server answered that it did not carry the request out, and that it is no use to repeat it. */
    public static final class Refused extends GameClientException {
        private static final long serialVersionUID = 1L;
        private final ErrorCode code;

        Refused(ErrorCode code, String message) {
            super(message);
            this.code = code;
        }

        public ErrorCode code() {
            return code;
        }
    }

    /** A write was sent and not answered in time: it may have been applied, now or later, or not. */
    public static final class OutcomeUnknown extends GameClientException {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(String message) {
            super(message);
        }
    }

    /** No node answered in time, and nothing was changed: the request was never sent, or it only reads. */
    public static final class Unreachable extends GameClientException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message) {
            super(message);
        }
    }

    /** The cluster forgot the session (gone for longer than the grace period): the outcome of its unanswered writes is unknown. */
    public static final class SessionLost extends GameClientException {
        private static final long serialVersionUID = 1L;

        SessionLost(String message) {
            super(message);
        }
    }

    /** The user logged in elsewhere; this client stays logged out until it is told to log in again. */
    public static final class Kicked extends GameClientException {
        private static final long serialVersionUID = 1L;

        Kicked(String message) {
            super(message);
        }
    }

    /** A bound of the client is full; the request was not sent. Wait for answers. */
    public static final class TooManyUnanswered extends GameClientException {
        private static final long serialVersionUID = 1L;

        TooManyUnanswered(String message) {
            super(message);
        }
    }

    /** The client or its runtime was closed. */
    public static final class Closed extends GameClientException {
        private static final long serialVersionUID = 1L;

        Closed(String message) {
            super(message);
        }
    }
}
