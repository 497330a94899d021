package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.SessionKey;
import dev.gamecluster.protocol.node.StateHeader;
import dev.gamecluster.world.UserVisitor;
import dev.gamecluster.world.World;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that is the same on every node at the same seq, and {@link #apply}, the only way to change it.
 *
 * <p>A write is applied like this: find the session; if its memory holds the request id, the outcome is that of the first time; if the
 * id may have been forgotten, it is expired; if the session is not running, not logged in; else change the world and remember the
 * id. The tick of an outcome is the tick that the world will be at after the next step: the first that contains the write.
 *
 * <p>A running session in its grace period that writes is active again: its holder was thought to be lost and is not.
 */
public final class ReplicatedState {
    private static final int NOT_FOUND = SessionTable.NOT_FOUND;

    private final World world;
    private final SessionTable sessions;
    private final Prefetch prefetch;
    private final Reigns reigns = new Reigns();
    private final Admissions admissions = new Admissions();
    private long nextSession = 1;
    private long seq;
    private long replacedSession;
    private long checkedHash;
    private long checkedSeq;

    public ReplicatedState() {
        this(new World());
    }

    ReplicatedState(World world) {
        this.world = world;
        this.sessions = new SessionTable(world::userAt);
        this.prefetch = new Prefetch(world, sessions);
    }

    // ---- reading ---------------------------------------------------------------------------------------------------

    /** Seq of the last applied record, 0 when none was. */
    public long seq() {
        return seq;
    }

    public long tick() {
        return world.tick();
    }

    public Position position() {
        return new Position(reigns.current(), seq, world.tick());
    }

    public Reigns reigns() {
        return reigns;
    }

    public Admissions admissions() {
        return admissions;
    }

    /** @return the session, or null */
    public Session session(long number) {
        return sessions.at(sessions.byNumber(number));
    }

    /** @return the session that {@code key} belongs to, or null */
    public Session session(SessionKey key) {
        return sessions.at(sessions.byKey(key));
    }

    /** Whether there is a session with this number and this key. */
    public boolean isSession(long number, SessionKey key) {
        int place = sessions.byNumber(number);
        return place != SessionTable.NOT_FOUND && place == sessions.byKey(key);
    }

    public int sessionCount() {
        return sessions.size();
    }

    /** Calls {@code action} for every session; it must not apply records. */
    public void forEachSession(Consumer<Session> action) {
        sessions.forEach(action);
    }

    /** Calls {@code action} for every active session that the node holds; it must not apply records. */
    public void forEachActiveSessionOf(int holder, Consumer<Session> action) {
        sessions.forEachActiveOf(holder, place -> action.accept(sessions.at(place)));
    }

    /** The nodes that hold active sessions, those that are lost and not yet reported included. */
    public Set<Integer> activeHolders() {
        return sessions.activeHolders();
    }

    public int loggedInUsers() {
        return world.loggedInUsers();
    }

    public int knownUsers() {
        return world.knownUsers();
    }

    public void query(double minX, double minY, double maxX, double maxY, UserVisitor visitor) {
        world.query(minX, minY, maxX, maxY, visitor);
    }

    /** @return a session whose deadline has passed, or 0; the master expires it by a record */
    public long dueSession() {
        return sessions.due(world.tick());
    }

    /** The session that the last applied login ended because its user logged in anew, or 0. */
    public long replacedSession() {
        return replacedSession;
    }

    /** The hash that the last state hash of the log said, 0 before the first. */
    public long checkedHash() {
        return checkedHash;
    }

    /** Seq of that record. */
    public long checkedSeq() {
        return checkedSeq;
    }

    /** The same on every node that has applied the same records. */
    public long hash() {
        return combinedHash(world.hash(), sessions.hash());
    }

    /** {@link #hash} from scratch, in time linear to the state: verifies a snapshot and the increments. */
    public long recomputeHash() {
        return combinedHash(world.recomputeHash(), sessions.recomputeHash());
    }

    private long combinedHash(long worldHash, long sessionHash) {
        long hash = Mixing.mix(worldHash, sessionHash);
        hash = Mixing.mix(hash, nextSession);
        hash = Mixing.mix(hash, reigns.current());
        return Mixing.mix(hash, admissions.hash());
    }

    // ---- applying --------------------------------------------------------------------------------------------------

    /** Reads what the commands of a batch are going to need, which makes {@link #apply} faster; changes nothing. */
    public void prefetch(List<LogRecord.Command> commands) {
        prefetch.read(commands, command -> command);
    }

    /** The same for a delta. */
    public void prefetch(Delta delta) {
        prefetch.read(delta.entries(), Delta.Entry::record);
    }

    /** Applies the next record of the log. */
    public Outcome apply(LogRecord record) {
        seq++;
        replacedSession = 0;
        return switch (record) {
            case LogRecord.Login login -> login(login);
            case LogRecord.Logout logout -> logout(logout);
            case LogRecord.SetVelocity set -> setVelocity(set);
            case LogRecord.Aoe aoe -> aoe(aoe);
            case LogRecord.Silent silent -> silent(silent);
            case LogRecord.Expire expire -> expire(expire);
            case LogRecord.NodeLost lost -> nodeLost(lost.holder());
            case LogRecord.SlaveAdmitted admitted -> {
                admissions.admit(admitted.nodeId(), seq);
                yield applied(0);
            }
            case LogRecord.EpochStarted started -> {
                reigns.begin(started.epoch(), seq);
                admissions.remove(started.master());
                yield applied(0);
            }
            case LogRecord.Tick tick -> {
                world.step();
                if (world.tick() != tick.tick()) {
                    throw new IllegalStateException(
                            "the log says tick " + tick.tick() + ", the world is at " + world.tick());
                }
                sessions.forgetStaleDeadlines();
                yield applied(0);
            }
            case LogRecord.StateHash said -> {
                checkedHash = said.hash();
                checkedSeq = seq;
                yield applied(0);
            }
        };
    }

    private Outcome applied(int hits) {
        return new Outcome(Code.APPLIED, nextTick(), hits, 0);
    }

    private Outcome refused(Code code) {
        return new Outcome(code, 0, 0, 0);
    }

    private long nextTick() {
        return world.tick() + 1;
    }

    private Outcome login(LogRecord.Login login) {
        if (login.newKey().equals(login.resumeKey())) {
            return claim(login);
        }
        int again = sessions.byKey(login.newKey());
        if (again != NOT_FOUND) {
            return new Outcome(Code.REPEATED, nextTick(), 0, sessions.number(again));
        }
        int known = login.resumeKey().isNone() ? NOT_FOUND : sessions.byKey(login.resumeKey());
        if (known == NOT_FOUND || sessions.user(known) != login.user()) {
            return startSession(login, NOT_FOUND);
        }
        if (!sessions.isRunning(known)) {
            return startSession(login, known);
        }
        sessions.activate(known, login.holder());
        return new Outcome(Code.RESUMED, nextTick(), 0, sessions.number(known));
    }

    /**
     * A login whose two keys are the same is a holder that claims a session back which it was thought to have lost. It never starts a
     * session: when another has it by now, or it has ended, that stays so.
     */
    private Outcome claim(LogRecord.Login login) {
        int place = sessions.byKey(login.resumeKey());
        if (place == NOT_FOUND
                || sessions.state(place) != SessionState.GRACE
                || sessions.holder(place) != login.holder()) {
            return Outcome.IGNORED;
        }
        sessions.activate(place, login.holder());
        return new Outcome(Code.RESUMED, nextTick(), 0, sessions.number(place));
    }

    /** @param loggedOut the user's session before, which its client wanted to resume, or NOT_FOUND */
    private Outcome startSession(LogRecord.Login login, int loggedOut) {
        int knownSlot = world.slotOf(login.user());
        int running = knownSlot < 0 ? NOT_FOUND : sessions.runningOf(knownSlot);
        if (running != NOT_FOUND) {
            world.logout(knownSlot);
            replacedSession = sessions.number(running);
            sessions.end(running);
        }
        int slot = world.login(login.user(), login.startX(), login.startY());
        long number = nextSession++;
        long[] before = loggedOut == NOT_FOUND
                ? new long[0]
                : sessions.memory(loggedOut).idsInOrder();
        if (before.length == 0) {
            sessions.begin(number, login.newKey(), slot, login.holder());
        } else {
            // the client may never have seen the answer to its logout and be about to repeat it behind this login
            long logoutId = before[before.length - 1];
            long logoutTick = sessions.memory(loggedOut).ticksInOrder()[before.length - 1];
            sessions.begin(number, login.newKey(), slot, login.holder(), logoutId, logoutTick);
        }
        return new Outcome(Code.APPLIED, nextTick(), 0, number);
    }

    private Outcome logout(LogRecord.Logout logout) {
        int place = sessions.byNumber(logout.session());
        Outcome known = alreadyKnown(place, logout.requestId());
        if (known != null) {
            return known;
        }
        boolean inherited = sessions.inheritedLogoutId(place) == logout.requestId();
        long tick = inherited ? sessions.inheritedLogoutTick(place) : nextTick();
        world.logout(sessions.slot(place));
        sessions.logOut(place, logout.requestId(), tick, world.tick() + Limits.GRACE_TICKS);
        return new Outcome(inherited ? Code.REPEATED : Code.APPLIED, tick, 0, 0);
    }

    private Outcome setVelocity(LogRecord.SetVelocity set) {
        int place = sessions.byNumber(set.session());
        Outcome known = alreadyKnown(place, set.requestId());
        if (known != null) {
            return known;
        }
        world.setVelocity(sessions.slot(place), set.velocityX(), set.velocityY());
        sessions.remember(place, set.requestId(), nextTick(), 0);
        return applied(0);
    }

    private Outcome aoe(LogRecord.Aoe aoe) {
        int place = sessions.byNumber(aoe.session());
        Outcome known = alreadyKnown(place, aoe.requestId());
        if (known != null) {
            return known;
        }
        int hits = world.aoe(sessions.slot(place), aoe.radius(), aoe.money());
        sessions.remember(place, aoe.requestId(), nextTick(), hits);
        return applied(hits);
    }

    /** @return the outcome when the write must not be applied, else null */
    private Outcome alreadyKnown(int place, long requestId) {
        if (place == NOT_FOUND) {
            return refused(Code.NOT_LOGGED_IN);
        }
        SessionMemory memory = sessions.memory(place);
        int at = memory.find(requestId);
        if (at >= 0) {
            return new Outcome(Code.REPEATED, memory.tickAt(at), memory.hitsAt(at), 0);
        }
        if (memory.isExpired(requestId)) {
            return refused(Code.EXPIRED);
        }
        return sessions.isRunning(place) ? null : refused(Code.NOT_LOGGED_IN);
    }

    private Outcome silent(LogRecord.Silent silent) {
        int place = sessions.byNumber(silent.session());
        if (place == NOT_FOUND
                || sessions.state(place) != SessionState.ACTIVE
                || sessions.holder(place) != silent.holder()) {
            return Outcome.IGNORED;
        }
        sessions.startGrace(place, world.tick() + Limits.GRACE_TICKS);
        return applied(0);
    }

    private Outcome expire(LogRecord.Expire expire) {
        int place = sessions.byNumber(expire.session());
        if (place == NOT_FOUND || sessions.deadlineTick(place) == 0 || sessions.deadlineTick(place) > world.tick()) {
            return Outcome.IGNORED;
        }
        if (sessions.isRunning(place)) {
            world.logout(sessions.slot(place));
        }
        sessions.end(place);
        return applied(0);
    }

    private Outcome nodeLost(int holder) {
        admissions.remove(holder);
        sessions.forEachActiveOf(holder, place -> sessions.startGrace(place, world.tick() + Limits.GRACE_TICKS));
        return applied(0);
    }

    // ---- snapshot --------------------------------------------------------------------------------------------------

    /** Begins a consistent copy of the state as it is now, to be read in pieces while the state goes on; one at a time. */
    public StateSnapshot beginSnapshot() {
        sessions.beginCopy();
        return new StateSnapshot(position(), hash(), header(), world.beginSnapshot(), sessions);
    }

    private StateHeader header() {
        return new StateHeader(nextSession, world.knownUsers(), sessions.size(), reigns.toList(), admissions.toList());
    }

    /** Used by {@link StateRestore}. */
    static ReplicatedState restoring(Position position, StateHeader header) {
        ReplicatedState state = new ReplicatedState(World.restoring(position.tick()));
        state.seq = position.seq();
        state.nextSession = header.nextSession();
        state.reigns.restore(header.reigns());
        header.admitted().forEach(nodeId -> state.admissions.admit(nodeId, position.seq()));
        return state;
    }

    World world() {
        return world;
    }

    SessionTable sessions() {
        return sessions;
    }
}
