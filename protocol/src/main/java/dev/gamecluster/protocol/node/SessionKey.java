package dev.gamecluster.protocol.node;

/** The 128 random bits that a session's string stands for. All zero means none. */
public record SessionKey(long high, long low) {
    public static final SessionKey NONE = new SessionKey(0, 0);

    public boolean isNone() {
        return high == 0 && low == 0;
    }
}
