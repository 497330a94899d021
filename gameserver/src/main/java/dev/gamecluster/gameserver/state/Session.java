package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.node.SessionKey;
import dev.gamecluster.protocol.node.SnapshotPart.SessionRecord;

/** One session. Changed only by {@link SessionTable} and {@link ReplicatedState}, read by everyone on the owning thread. */
public final class Session {
    final long number;
    final SessionKey key;
    final long user;
    /** The user's slot in the world. */
    final int slot;
    /** Where the table keeps it. */
    int place;

    int holder;
    SessionState state;
    long deadlineTick;
    long inheritedLogoutId;
    long inheritedLogoutTick;
    SessionMemory memory = new SessionMemory();
    /** What this session adds to the table's hash. */
    long countedHash;

    Session(long number, SessionKey key, long user, int slot, int holder) {
        this.number = number;
        this.key = key;
        this.user = user;
        this.slot = slot;
        this.holder = holder;
        this.state = SessionState.ACTIVE;
    }

    public long number() {
        return number;
    }

    public SessionKey key() {
        return key;
    }

    public long user() {
        return user;
    }

    public int holder() {
        return holder;
    }

    public SessionState state() {
        return state;
    }

    /** The session's user is in the world because of it. */
    public boolean isRunning() {
        return state != SessionState.LOGGED_OUT;
    }

    public SessionMemory memory() {
        return memory;
    }

    public long deadlineTick() {
        return deadlineTick;
    }

    long hash() {
        long hash = Mixing.mix(number, key.high());
        hash = Mixing.mix(hash, key.low());
        hash = Mixing.mix(hash, user);
        hash = Mixing.mix(hash, ((long) state.ordinal() << 32) | (holder & 0xFFFF_FFFFL));
        hash = Mixing.mix(hash, deadlineTick);
        hash = Mixing.mix(hash, inheritedLogoutId);
        hash = Mixing.mix(hash, inheritedLogoutTick);
        return Mixing.mix(hash, memory.digest());
    }

    SessionRecord toRecord() {
        return new SessionRecord(
                number,
                key,
                user,
                holder,
                state.ordinal(),
                deadlineTick,
                memory.forgottenId(),
                inheritedLogoutId,
                inheritedLogoutTick,
                memory.idsInOrder(),
                memory.ticksInOrder(),
                memory.hitsInOrder());
    }

    static Session fromRecord(SessionRecord record, int slot) {
        Session session = new Session(record.number(), record.key(), record.user(), slot, record.holder());
        session.state = SessionState.values()[record.state()];
        session.deadlineTick = record.deadlineTick();
        session.inheritedLogoutId = record.inheritedLogoutId();
        session.inheritedLogoutTick = record.inheritedLogoutTick();
        session.memory = SessionMemory.of(record.forgottenId(), record.ids(), record.ticks(), record.hits());
        return session;
    }
}
