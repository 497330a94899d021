package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.SnapshotPart;
import dev.gamecluster.protocol.node.StateHeader;

/** Builds a state from the pieces of a snapshot, each in bounded time. */
public final class StateRestore {
    private final ReplicatedState state;
    private final long expectedHash;

    public StateRestore(Position position, long expectedHash, StateHeader header) {
        this.state = ReplicatedState.restoring(position, header);
        this.expectedHash = expectedHash;
    }

    public void add(SnapshotPart part) {
        switch (part) {
            case SnapshotPart.Users users -> addUsers(users);
            case SnapshotPart.Sessions sessions -> sessions.sessions().forEach(this::addSession);
        }
    }

    private void addUsers(SnapshotPart.Users users) {
        for (int i = 0; i < users.id().length; i++) {
            state.world()
                    .restoreUser(
                            users.id()[i],
                            users.x()[i],
                            users.y()[i],
                            users.velocityX()[i],
                            users.velocityY()[i],
                            users.sinceTick()[i],
                            users.money()[i],
                            users.loggedIn()[i]);
        }
    }

    private void addSession(SnapshotPart.SessionRecord record) {
        int slot = state.world().slotOf(record.user());
        if (slot < 0) {
            throw new IllegalArgumentException("session " + record.number() + " is of user "
                    + Long.toUnsignedString(record.user()) + ", whom the snapshot does not have");
        }
        state.sessions().restore(record, slot);
    }

    /** @return the state, or null when it has not the hash that the sender announced */
    public ReplicatedState finish() {
        state.sessions().restored();
        return state.hash() == expectedHash ? state : null;
    }
}
