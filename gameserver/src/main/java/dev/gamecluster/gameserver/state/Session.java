package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.node.SessionKey;

/**
 * One session as it was when it was asked for.
 *
 * @param user the user that it belongs to
 * @param holder the node that its client is connected to
 * @param deadlineTick tick at which the grace period ends, 0 when none runs
 */
public record Session(long number, SessionKey key, long user, int holder, SessionState state, long deadlineTick) {

    /** The session's user is in the world because of it. */
    public boolean isRunning() {
        return state != SessionState.LOGGED_OUT;
    }
}
