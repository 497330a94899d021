package dev.gamecluster.gameserver.state;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.gamecluster.protocol.node.SessionKey;
import dev.gamecluster.protocol.node.SnapshotPart.SessionRecord;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;

/**
 * All sessions, by number, by key, and the running one of each user; with an incremental hash, the deadlines in order, and copies on
 * write while a snapshot is taken.
 *
 * <p>A session is addressed by its place, which is valid until the session ends. Every change of a session is bracketed by {@link
 * #change} and {@link #changed}: the first saves what a running snapshot still needs and takes the session out of the hash, the second
 * puts it back in.
 */
final class SessionTable {
    static final int NOT_FOUND = PlaceIndex.NOT_FOUND;

    private static final SessionState[] STATES = SessionState.values();
    private static final int STATE_BITS = 2;
    private static final int STATE_MASK = (1 << STATE_BITS) - 1;
    private static final SessionMemory NOTHING_REMEMBERED = new SessionMemory();

    /** The logout that ended the session before, which its client may be about to repeat. */
    private record InheritedLogout(long id, long tick) {
        static final InheritedLogout NONE = new InheritedLogout(0, 0);
    }

    /** What tells which user is in a slot of the world. */
    private final IntToLongFunction userAt;

    private final SessionRecords records = new SessionRecords();
    private final PlaceIndex byNumber = new PlaceIndex(records, SessionRecords.NUMBER, SessionRecords.NUMBER);
    private final PlaceIndex byKey = new PlaceIndex(records, SessionRecords.KEY_HIGH, SessionRecords.KEY_LOW);
    private final RunningSessions running = new RunningSessions();
    private final LongObjectHashMap<InheritedLogout> inherited = new LongObjectHashMap<>();
    private final SessionDeadlines deadlines = new SessionDeadlines(this::deadlineTickOf);
    private final SessionCopies copies = new SessionCopies(this::recordAt);
    private int size;
    private long hash;

    SessionTable(IntToLongFunction userAt) {
        this.userAt = userAt;
    }

    // ---- reading ---------------------------------------------------------------------------------------------------

    /** @return the session's place, or {@link #NOT_FOUND} */
    int byNumber(long number) {
        return byNumber.find(number, number);
    }

    /** @return the session's place, or {@link #NOT_FOUND} */
    int byKey(SessionKey key) {
        return byKey.find(key.high(), key.low());
    }

    /** @return the place of the running session of the user in this slot of the world, or {@link #NOT_FOUND} */
    int runningOf(int slot) {
        return running.of(slot);
    }

    int size() {
        return size;
    }

    long number(int place) {
        return records.get(place, SessionRecords.NUMBER);
    }

    /** The user's slot in the world. */
    int slot(int place) {
        return (int) (records.get(place, SessionRecords.SLOT_AND_HOLDER) >>> Integer.SIZE);
    }

    long user(int place) {
        return userAt.applyAsLong(slot(place));
    }

    int holder(int place) {
        return (int) records.get(place, SessionRecords.SLOT_AND_HOLDER);
    }

    SessionState state(int place) {
        return STATES[(int) records.get(place, SessionRecords.DEADLINE_AND_STATE) & STATE_MASK];
    }

    boolean isRunning(int place) {
        return state(place) != SessionState.LOGGED_OUT;
    }

    long deadlineTick(int place) {
        return records.get(place, SessionRecords.DEADLINE_AND_STATE) >>> STATE_BITS;
    }

    /** To read only. */
    SessionMemory memory(int place) {
        SessionMemory memory = records.memory(place);
        return memory == null ? NOTHING_REMEMBERED : memory;
    }

    /** Id of the logout that ended the session before this one, 0 when there is none. */
    long inheritedLogoutId(int place) {
        return inherited(place).id;
    }

    long inheritedLogoutTick(int place) {
        return inherited(place).tick;
    }

    private InheritedLogout inherited(int place) {
        return inherited.isEmpty() ? InheritedLogout.NONE : inherited.getOrDefault(number(place), InheritedLogout.NONE);
    }

    private SessionKey key(int place) {
        return new SessionKey(records.get(place, SessionRecords.KEY_HIGH), records.get(place, SessionRecords.KEY_LOW));
    }

    /** @param place or {@link #NOT_FOUND}, for which there is null */
    Session at(int place) {
        return place == NOT_FOUND
                ? null
                : new Session(number(place), key(place), user(place), holder(place), state(place), deadlineTick(place));
    }

    /** Calls {@code action} for every session, which must not add or remove any. */
    void forEach(Consumer<Session> action) {
        forEachPlace(place -> action.accept(at(place)));
    }

    /** Calls {@code action} for every active session that the node holds; it must not add or remove any. */
    void forEachActiveOf(int holder, IntConsumer action) {
        forEachPlace(place -> {
            if (holder(place) == holder && state(place) == SessionState.ACTIVE) {
                action.accept(place);
            }
        });
    }

    private void forEachPlace(IntConsumer action) {
        for (int place = 0; place < records.end(); place++) {
            if (records.isTaken(place)) {
                action.accept(place);
            }
        }
    }

    /** The nodes that hold active sessions. */
    Set<Integer> activeHolders() {
        return running.activeHolders();
    }

    long hash() {
        return hash;
    }

    long recomputeHash() {
        long[] sum = {0};
        forEachPlace(place -> sum[0] += hash(place));
        return sum[0];
    }

    private long hash(int place) {
        InheritedLogout logout = inherited(place);
        long result = Mixing.mix(number(place), records.get(place, SessionRecords.KEY_HIGH));
        result = Mixing.mix(result, records.get(place, SessionRecords.KEY_LOW));
        result = Mixing.mix(result, user(place));
        result = Mixing.mix(
                result, ((long) state(place).ordinal() << Integer.SIZE) | Integer.toUnsignedLong(holder(place)));
        result = Mixing.mix(result, deadlineTick(place));
        result = Mixing.mix(result, logout.id);
        result = Mixing.mix(result, logout.tick);
        return Mixing.mix(result, memory(place).digest());
    }

    // ---- changing --------------------------------------------------------------------------------------------------

    /** A new session, active, whose user was just logged in. */
    void begin(long number, SessionKey key, int slot, int holder) {
        changed(add(number, key, slot, holder, SessionState.ACTIVE));
    }

    /** The same for a user who had logged out by this request and may be about to repeat it. */
    void begin(long number, SessionKey key, int slot, int holder, long logoutId, long logoutTick) {
        inherited.put(number, new InheritedLogout(logoutId, logoutTick));
        begin(number, key, slot, holder);
    }

    private int add(long number, SessionKey key, int slot, int holder, SessionState state) {
        int place = records.take();
        copies.beforeChange(place);
        records.set(place, SessionRecords.NUMBER, number);
        records.set(place, SessionRecords.KEY_HIGH, key.high());
        records.set(place, SessionRecords.KEY_LOW, key.low());
        records.set(
                place, SessionRecords.SLOT_AND_HOLDER, ((long) slot << Integer.SIZE) | Integer.toUnsignedLong(holder));
        records.set(place, SessionRecords.DEADLINE_AND_STATE, state.ordinal());
        byNumber.add(place);
        byKey.add(place);
        size++;
        if (state != SessionState.LOGGED_OUT) {
            running.set(slot, place);
        }
        if (state == SessionState.ACTIVE) {
            running.countActive(holder, 1);
        }
        return place;
    }

    /** The session is forgotten. */
    void end(int place) {
        change(place);
        if (state(place) == SessionState.ACTIVE) {
            running.countActive(holder(place), -1);
        }
        running.remove(slot(place), place);
        inherited.remove(number(place));
        byNumber.remove(place);
        byKey.remove(place);
        records.giveBack(place);
        size--;
    }

    /** The session is active, at this node, without a deadline. */
    void activate(int place, int holder) {
        change(place);
        setState(place, SessionState.ACTIVE, 0, holder);
        changed(place);
    }

    /** The running session has until the tick to be heard of. */
    void startGrace(int place, long deadlineTick) {
        change(place);
        setState(place, SessionState.GRACE, deadlineTick, holder(place));
        changed(place);
        deadlines.add(number(place), deadlineTick);
    }

    /** The running session is logged out by this request, and remembered until the deadline. */
    void logOut(int place, long requestId, long tick, long deadlineTick) {
        change(place);
        setState(place, SessionState.LOGGED_OUT, deadlineTick, holder(place));
        memoryToChange(place).remember(requestId, tick, 0);
        changed(place);
        deadlines.add(number(place), deadlineTick);
        running.remove(slot(place), place);
    }

    /** The running session has made this request, so it is active. */
    void remember(int place, long requestId, long tick, int hits) {
        change(place);
        setState(place, SessionState.ACTIVE, 0, holder(place));
        memoryToChange(place).remember(requestId, tick, hits);
        changed(place);
    }

    private SessionMemory memoryToChange(int place) {
        SessionMemory memory = records.memory(place);
        if (memory == null) {
            memory = new SessionMemory();
            records.setMemory(place, memory);
        }
        return memory;
    }

    private void setState(int place, SessionState state, long deadlineTick, int holder) {
        SessionState before = state(place);
        int holderBefore = holder(place);
        if (before != state || holderBefore != holder) {
            if (before == SessionState.ACTIVE) {
                running.countActive(holderBefore, -1);
            }
            if (state == SessionState.ACTIVE) {
                running.countActive(holder, 1);
            }
            long slot = slot(place);
            records.set(place, SessionRecords.SLOT_AND_HOLDER, (slot << Integer.SIZE) | Integer.toUnsignedLong(holder));
        }
        records.set(place, SessionRecords.DEADLINE_AND_STATE, (deadlineTick << STATE_BITS) | state.ordinal());
    }

    private void change(int place) {
        copies.beforeChange(place);
        hash -= records.get(place, SessionRecords.HASH);
    }

    private void changed(int place) {
        long now = hash(place);
        records.set(place, SessionRecords.HASH, now);
        hash += now;
    }

    // ---- deadlines -------------------------------------------------------------------------------------------------

    /** @return the number of a session whose deadline is at or before {@code tick}, or 0; it stays due until its deadline changes */
    long due(long tick) {
        return deadlines.due(tick);
    }

    /** Drops the deadlines in front that no session has any more; also on slaves, which never ask what is due. */
    void forgetStaleDeadlines() {
        deadlines.forgetStale();
    }

    int deadlineCount() {
        return deadlines.count();
    }

    /** 0 when the session has none, or has ended. */
    private long deadlineTickOf(long number) {
        int place = byNumber(number);
        return place == NOT_FOUND ? 0 : deadlineTick(place);
    }

    // ---- snapshot --------------------------------------------------------------------------------------------------

    void beginCopy() {
        copies.begin(records.end());
    }

    /** Copies at most {@code maximum} sessions as they were when the copy began; an empty list means that all are copied. */
    List<SessionRecord> copy(int maximum) {
        return copies.next(maximum);
    }

    void endCopy() {
        copies.end();
    }

    /** @return null when nobody is there */
    private SessionRecord recordAt(int place) {
        if (!records.isTaken(place)) {
            return null;
        }
        SessionMemory memory = memory(place);
        InheritedLogout logout = inherited(place);
        return new SessionRecord(
                number(place),
                key(place),
                user(place),
                holder(place),
                state(place).ordinal(),
                deadlineTick(place),
                memory.forgottenId(),
                logout.id,
                logout.tick,
                memory.idsInOrder(),
                memory.ticksInOrder(),
                memory.hitsInOrder());
    }

    /** Puts a session of a snapshot back, whose user is in this slot of the world. */
    void restore(SessionRecord record, int slot) {
        if (record.inheritedLogoutId() != 0) {
            inherited.put(
                    record.number(), new InheritedLogout(record.inheritedLogoutId(), record.inheritedLogoutTick()));
        }
        SessionState state = STATES[record.state()];
        int place = add(record.number(), record.key(), slot, record.holder(), state);
        setState(place, state, record.deadlineTick(), record.holder());
        if (record.ids().length > 0 || record.forgottenId() > 0) {
            records.setMemory(
                    place, SessionMemory.of(record.forgottenId(), record.ids(), record.ticks(), record.hits()));
        }
        changed(place);
    }

    /** After the last {@link #restore}: brings the deadlines into order. */
    void restored() {
        forEachPlace(place -> {
            if (deadlineTick(place) > 0) {
                deadlines.add(number(place), deadlineTick(place));
            }
        });
        deadlines.sort();
    }
}
