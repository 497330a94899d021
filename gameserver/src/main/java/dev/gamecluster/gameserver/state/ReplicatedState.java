package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Outcome.Code;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.SessionKey;
import dev.gamecluster.protocol.node.StateHeader;
import dev.gamecluster.world.UserVisitor;
import dev.gamecluster.world.World;
import java.util.ArrayList;
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
    private final World world;
    private final SessionTable sessions = new SessionTable();
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
        return sessions.byNumber(number);
    }

    public int sessionCount() {
        return sessions.size();
    }

    /** Calls {@code action} for every session; it must not apply records. */
    public void forEachSession(Consumer<Session> action) {
        sessions.forEach(action);
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
        Session again = sessions.byKey(login.newKey());
        if (again != null) {
            return new Outcome(Code.REPEATED, nextTick(), 0, again.number);
        }
        Session known = login.resumeKey().isNone() ? null : sessions.byKey(login.resumeKey());
        if (known != null && known.user == login.user() && known.isRunning()) {
            activate(known, login.holder());
            return new Outcome(Code.RESUMED, nextTick(), 0, known.number);
        }
        return startSession(login, known);
    }

    /**
     * A login whose two keys are the same is a holder that claims a session back which it was thought to have lost. It never starts a
     * session: when another has it by now, or it has ended, that stays so.
     */
    private Outcome claim(LogRecord.Login login) {
        Session session = sessions.byKey(login.resumeKey());
        if (session == null || session.state != SessionState.GRACE || session.holder != login.holder()) {
            return Outcome.IGNORED;
        }
        activate(session, login.holder());
        return new Outcome(Code.RESUMED, nextTick(), 0, session.number);
    }

    private void activate(Session session, int holder) {
        sessions.change(session);
        session.holder = holder;
        session.state = SessionState.ACTIVE;
        session.deadlineTick = 0;
        sessions.changed(session);
    }

    private Outcome startSession(LogRecord.Login login, Session loggedOut) {
        Session running = sessions.runningOf(login.user());
        if (running != null) {
            world.logout(running.slot);
            sessions.remove(running);
            replacedSession = running.number;
        }
        int slot = world.login(login.user(), login.startX(), login.startY());
        Session session = new Session(nextSession++, login.newKey(), login.user(), slot, login.holder());
        if (loggedOut != null && loggedOut.user == login.user()) {
            inheritLogout(session, loggedOut);
        }
        sessions.add(session);
        return new Outcome(Code.APPLIED, nextTick(), 0, session.number);
    }

    /** The client may never have seen the answer to its logout and be about to repeat it behind this login. */
    private static void inheritLogout(Session session, Session loggedOut) {
        long[] ids = loggedOut.memory.idsInOrder();
        if (ids.length > 0) {
            session.inheritedLogoutId = ids[ids.length - 1];
            session.inheritedLogoutTick = loggedOut.memory.ticksInOrder()[ids.length - 1];
        }
    }

    private Outcome logout(LogRecord.Logout logout) {
        Session session = sessions.byNumber(logout.session());
        Outcome known = alreadyKnown(session, logout.requestId());
        if (known != null) {
            return known;
        }
        boolean inherited = session.inheritedLogoutId == logout.requestId();
        long tick = inherited ? session.inheritedLogoutTick : nextTick();
        world.logout(session.slot);
        sessions.change(session);
        session.state = SessionState.LOGGED_OUT;
        session.memory.remember(logout.requestId(), tick, 0);
        sessions.setDeadline(session, world.tick() + Limits.GRACE_TICKS);
        sessions.changed(session);
        sessions.forgetRunning(session);
        return new Outcome(inherited ? Code.REPEATED : Code.APPLIED, tick, 0, 0);
    }

    private Outcome setVelocity(LogRecord.SetVelocity set) {
        Session session = sessions.byNumber(set.session());
        Outcome known = alreadyKnown(session, set.requestId());
        if (known != null) {
            return known;
        }
        world.setVelocity(session.slot, set.velocityX(), set.velocityY());
        return remember(session, set.requestId(), 0);
    }

    private Outcome aoe(LogRecord.Aoe aoe) {
        Session session = sessions.byNumber(aoe.session());
        Outcome known = alreadyKnown(session, aoe.requestId());
        if (known != null) {
            return known;
        }
        int hits = world.aoe(session.slot, aoe.radius(), aoe.money());
        return remember(session, aoe.requestId(), hits);
    }

    /** @return the outcome when the write must not be applied, else null */
    private Outcome alreadyKnown(Session session, long requestId) {
        if (session == null) {
            return refused(Code.NOT_LOGGED_IN);
        }
        int at = session.memory.find(requestId);
        if (at >= 0) {
            return new Outcome(Code.REPEATED, session.memory.tickAt(at), session.memory.hitsAt(at), 0);
        }
        if (session.memory.isExpired(requestId)) {
            return refused(Code.EXPIRED);
        }
        return session.isRunning() ? null : refused(Code.NOT_LOGGED_IN);
    }

    private Outcome remember(Session session, long requestId, int hits) {
        sessions.change(session);
        session.state = SessionState.ACTIVE;
        session.deadlineTick = 0;
        session.memory.remember(requestId, nextTick(), hits);
        sessions.changed(session);
        return applied(hits);
    }

    private Outcome silent(LogRecord.Silent silent) {
        Session session = sessions.byNumber(silent.session());
        if (session == null || session.state != SessionState.ACTIVE || session.holder != silent.holder()) {
            return Outcome.IGNORED;
        }
        startGrace(session);
        return applied(0);
    }

    private void startGrace(Session session) {
        sessions.change(session);
        session.state = SessionState.GRACE;
        sessions.setDeadline(session, world.tick() + Limits.GRACE_TICKS);
        sessions.changed(session);
    }

    private Outcome expire(LogRecord.Expire expire) {
        Session session = sessions.byNumber(expire.session());
        if (session == null || session.deadlineTick == 0 || session.deadlineTick > world.tick()) {
            return Outcome.IGNORED;
        }
        if (session.isRunning()) {
            world.logout(session.slot);
        }
        sessions.remove(session);
        return applied(0);
    }

    private Outcome nodeLost(int holder) {
        admissions.remove(holder);
        ArrayList<Session> held = new ArrayList<>();
        sessions.forEach(session -> {
            if (session.holder == holder && session.state == SessionState.ACTIVE) {
                held.add(session);
            }
        });
        held.forEach(this::startGrace);
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

    /** @return the session that {@code key} belongs to, or null */
    public Session session(SessionKey key) {
        return sessions.byKey(key);
    }
}
