package dev.gamecluster.protocol.client;

/** Why a request was not answered with ok. */
public enum ErrorCode {
    BAD_REQUEST(Meaning.NEVER),
    OUT_OF_RANGE(Meaning.NEVER),
    TOO_LARGE(Meaning.NEVER),
    NOT_LOGGED_IN(Meaning.NEVER),
    UNAUTHENTICATED(Meaning.NEVER),
    EXPIRED(Meaning.NEVER),
    OVERLOADED(Meaning.LATER),
    UNAVAILABLE(Meaning.UNKNOWN),
    TIMEOUT(Meaning.UNKNOWN);

    /** What a client may conclude. */
    public enum Meaning {
        /** Not applied, and it is no use to repeat. */
        NEVER,
        /** Not applied; may be repeated later. */
        LATER,
        /** The outcome is unknown; repeat with the same id. */
        UNKNOWN
    }

    private final Meaning meaning;

    ErrorCode(Meaning meaning) {
        this.meaning = meaning;
    }

    public Meaning meaning() {
        return meaning;
    }
}
