package dev.gamecluster.gameserver.core;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.gameserver.state.Session;
import dev.gamecluster.gameserver.state.SessionState;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.SessionText;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients of one node: which session each connection has, and every write and login that waits for its place in the log.
 *
 * <p>A write becomes a command that is submitted to the master (here or elsewhere) and kept as pending. When the record comes back in
 * the log, the pending is answered with its outcome. Whenever the master changes, everything pending is submitted again in order of
 * arrival: what had been applied comes back as repeated, so nothing is lost and nothing is applied twice. What waits for longer than
 * {@link Limits#WRITE_HELD_MILLIS} is answered UNAVAILABLE and forgotten.
 *
 * <p>Requests behind a login wait for its outcome, so that a client may send everything at once.
 */
final class ClientDesk {
    private static final String KICKED_LOGIN = "logged in elsewhere";
    private static final String KICKED_RESUMED = "session resumed elsewhere";
    private static final String KICKED_LOST = "session lost";

    private final int nodeId;
    private final NodeOutput output;
    private final Randomness randomness;
    private final TicketCheck tickets;
    private final CommandSink sink;
    private final LongObjectHashMap<Connection> connections = new LongObjectHashMap<>();
    private final LongObjectHashMap<Connection> bySession = new LongObjectHashMap<>();
    private final PendingLogins logins = new PendingLogins();
    private long order;
    private int pendingCount;
    private boolean draining;

    /** Where commands go: the master's inbox or the link to it. */
    @FunctionalInterface
    interface CommandSink {
        /** @return false when a bound is reached: the command is not taken */
        boolean submit(Command command);
    }

    ClientDesk(int nodeId, NodeOutput output, Randomness randomness, TicketCheck tickets, CommandSink sink) {
        this.nodeId = nodeId;
        this.output = output;
        this.randomness = randomness;
        this.tickets = tickets;
        this.sink = sink;
    }

    // ---- requests --------------------------------------------------------------------------------------------------

    /** Something came from the client, anything. @return the connection, or null when there is no room for another */
    Connection heard(long id, long nowNanos) {
        Connection connection = connections.get(id);
        if (connection == null) {
            if (connections.size() >= Limits.CONNECTIONS) {
                return null;
            }
            connection = new Connection(id, nowNanos);
            connections.put(id, connection);
        }
        connection.lastHeardNanos = nowNanos;
        if (draining && !connection.redirected) {
            redirect(connection, "draining");
        }
        return connection;
    }

    void login(ReplicatedState state, Connection connection, Request.Login login, long nowNanos) {
        if (connection.login != null || !connection.deferred.isEmpty() || awaitsLogout(connection)) {
            defer(connection, login);
            return;
        }
        Session bound = connection.session == 0 ? null : state.session(connection.session);
        if (bound != null && bound.isRunning()) {
            loginAgain(connection, bound, login);
        } else if (!tickets.accepts(login.user(), login.ticket())) {
            String problem =
                    login.ticket() == null ? "a ticket is required to log in" : "the ticket is not valid for this user";
            fail(connection.id, login.id(), ErrorCode.UNAUTHENTICATED, problem);
        } else {
            submitLogin(connection, login, nowNanos);
        }
    }

    private void loginAgain(Connection connection, Session bound, Request.Login login) {
        if (bound.user() != login.user()) {
            String message = "this connection is logged in as user " + Long.toUnsignedString(bound.user())
                    + "; log out first, or use another connection for user " + Long.toUnsignedString(login.user());
            fail(connection.id, login.id(), ErrorCode.BAD_REQUEST, message);
            return;
        }
        String session = SessionText.of(bound.key());
        output.toClient(
                connection.id, new ServerMessage.LoggedIn(login.id(), login.user(), session, connection.loginTick));
    }

    private void submitLogin(Connection connection, Request.Login login, long nowNanos) {
        SessionKey resume = login.session() == null ? SessionKey.NONE : SessionText.parse(login.session());
        SessionKey key = randomness.sessionKey();
        Command command = new LogRecord.Login(key, resume, login.user(), nodeId, 0, 0);
        Pending pending = new Pending(connection.id, login.id(), command, nowNanos, order++);
        if (!sink.submit(command)) {
            fail(connection.id, login.id(), ErrorCode.OVERLOADED, "this node forwards too many commands already");
            return;
        }
        connection.login = pending;
        logins.add(key, resume, pending);
        pendingCount++;
    }

    private static boolean awaitsLogout(Connection connection) {
        for (var write : connection.writes) {
            if (write.value.command instanceof LogRecord.Logout) {
                return true;
            }
        }
        return false;
    }

    void write(ReplicatedState state, Connection connection, Request.Write write, long nowNanos) {
        if (connection.login != null || !connection.deferred.isEmpty()) {
            defer(connection, write);
            return;
        }
        Session session = connection.session == 0 ? null : state.session(connection.session);
        if (session == null) {
            fail(connection.id, write.id(), ErrorCode.NOT_LOGGED_IN, "this connection has no session; log in first");
            return;
        }
        Pending same = connection.writes.get(write.id());
        if (same != null) {
            same.copies++;
            return;
        }
        if (connection.unanswered() >= Limits.SESSION_UNANSWERED) {
            failUnansweredBound(connection, write.id());
            return;
        }
        Command command = toCommand(session.number(), write);
        if (!sink.submit(command)) {
            fail(connection.id, write.id(), ErrorCode.OVERLOADED, "this node forwards too many commands already");
            return;
        }
        connection.writes.put(write.id(), new Pending(connection.id, write.id(), command, nowNanos, order++));
        pendingCount++;
    }

    private static Command toCommand(long session, Request.Write write) {
        return switch (write) {
            case Request.Logout logout -> new LogRecord.Logout(session, logout.id());
            case Request.SetVelocity set -> new LogRecord.SetVelocity(session, set.id(), set.x(), set.y());
            case Request.Aoe aoe -> new LogRecord.Aoe(session, aoe.id(), aoe.radius(), aoe.money());
        };
    }

    private void defer(Connection connection, Request request) {
        if (connection.unanswered() >= Limits.SESSION_UNANSWERED) {
            failUnansweredBound(connection, request.id());
        } else {
            connection.deferred.addLast(request);
        }
    }

    private void failUnansweredBound(Connection connection, long id) {
        String message = Limits.SESSION_UNANSWERED + " writes of this session are unanswered; wait for answers";
        fail(connection.id, id, ErrorCode.OVERLOADED, message);
    }

    private void runDeferred(ReplicatedState state, Connection connection, long nowNanos) {
        ArrayList<Request> ready = new ArrayList<>(connection.deferred);
        connection.deferred.clear();
        for (Request request : ready) {
            switch (request) {
                case Request.Login login -> login(state, connection, login, nowNanos);
                case Request.Write write -> write(state, connection, write, nowNanos);
                case Request.Query query -> throw new IllegalStateException("a query was deferred: " + query);
                case Request.Ping ping -> throw new IllegalStateException("a ping was deferred: " + ping);
            }
        }
    }

    // ---- outcomes --------------------------------------------------------------------------------------------------

    /** A record is in the log for good: answer who waits for it. */
    void applied(ReplicatedState state, Applied applied, long nowNanos) {
        switch (applied.record()) {
            case LogRecord.Login login -> loginApplied(state, login, applied, nowNanos);
            case LogRecord.Logout logout ->
                writeApplied(state, logout.session(), logout.requestId(), applied, nowNanos);
            case LogRecord.SetVelocity set -> writeApplied(state, set.session(), set.requestId(), applied, nowNanos);
            case LogRecord.Aoe aoe -> writeApplied(state, aoe.session(), aoe.requestId(), applied, nowNanos);
            case LogRecord.Expire expire -> expired(state, expire.session());
            case LogRecord.Silent ignored -> {}
            case LogRecord.NodeLost ignored -> {}
            case LogRecord.SlaveAdmitted ignored -> {}
            case LogRecord.EpochStarted ignored -> {}
            case LogRecord.Tick ignored -> {}
            case LogRecord.StateHash ignored -> {}
        }
    }

    private void loginApplied(ReplicatedState state, LogRecord.Login login, Applied applied, long nowNanos) {
        if (applied.replacedSession() != 0) {
            unbind(applied.replacedSession(), KICKED_LOGIN, ErrorCode.NOT_LOGGED_IN);
        }
        long number = applied.outcome().session();
        Connection before = bySession.get(number);
        Pending pending = logins.remove(login.newKey(), login.resumeKey());
        boolean here = login.holder() == nodeId;
        if (before != null && (!here || (pending != null && pending.connection != before.id))) {
            unbind(number, KICKED_RESUMED, ErrorCode.UNAVAILABLE);
        }
        if (pending == null) {
            return;
        }
        pendingCount--;
        Connection connection = connections.get(pending.connection);
        if (connection == null || connection.login != pending) {
            return;
        }
        connection.login = null;
        Session session = state.session(number);
        if (session == null) {
            fail(
                    connection.id,
                    pending.requestId,
                    ErrorCode.UNAVAILABLE,
                    "the session ended while logging in; log in again");
        } else {
            bind(connection, session, pending, applied.outcome().tick());
        }
        runDeferred(state, connection, nowNanos);
    }

    private void bind(Connection connection, Session session, Pending pending, long tick) {
        if (connection.session != 0) {
            bySession.remove(connection.session);
        }
        connection.session = session.number();
        connection.loginTick = tick;
        bySession.put(session.number(), connection);
        String text = SessionText.of(session.key());
        output.toClient(connection.id, new ServerMessage.LoggedIn(pending.requestId, session.user(), text, tick));
    }

    private void writeApplied(ReplicatedState state, long session, long requestId, Applied applied, long nowNanos) {
        Connection connection = bySession.get(session);
        Pending pending = connection == null ? null : connection.writes.remove(requestId);
        if (pending == null) {
            return;
        }
        pendingCount--;
        ServerMessage answer = Answers.of(requestId, pending.command, applied.outcome());
        for (int copy = 0; copy < pending.copies; copy++) {
            output.toClient(connection.id, answer);
        }
        if (pending.command instanceof LogRecord.Logout && connection.login == null) {
            runDeferred(state, connection, nowNanos);
        }
    }

    private void expired(ReplicatedState state, long session) {
        if (state.session(session) == null) {
            Connection connection = bySession.remove(session);
            if (connection != null) {
                connection.session = 0;
                failWrites(connection, ErrorCode.NOT_LOGGED_IN, "the session has ended");
            }
        }
    }

    private void unbind(long session, String reason, ErrorCode code) {
        Connection connection = bySession.remove(session);
        if (connection != null) {
            connection.session = 0;
            failWrites(connection, code, reason);
            output.toClient(connection.id, new ServerMessage.Kicked(reason));
        }
    }

    private void failWrites(Connection connection, ErrorCode code, String message) {
        for (var write : connection.writes) {
            failPending(write.value, code, message);
        }
        connection.writes.clear();
    }

    private void failPending(Pending pending, ErrorCode code, String message) {
        pendingCount--;
        for (int copy = 0; copy < pending.copies; copy++) {
            fail(pending.connection, pending.requestId, code, message);
        }
    }

    private void fail(long connection, long requestId, ErrorCode code, String message) {
        output.toClient(connection, Failed.of(requestId, code, message));
    }

    /** The master took none of these; nobody may wait for them any longer. */
    void refused(ReplicatedState state, List<Command> commands, long nowNanos) {
        for (Command command : commands) {
            Pending pending = remove(command);
            if (pending != null) {
                ErrorCode code = pending.submittedBefore ? ErrorCode.UNAVAILABLE : ErrorCode.OVERLOADED;
                failPending(pending, code, "the master has too many commands waiting");
                Connection connection = connections.get(pending.connection);
                if (connection != null) {
                    runDeferred(state, connection, nowNanos);
                }
            }
        }
    }

    private Pending remove(Command command) {
        return switch (command) {
            case LogRecord.Login login -> {
                Pending pending = logins.remove(login.newKey(), login.resumeKey());
                Connection connection = pending == null ? null : connections.get(pending.connection);
                if (connection != null && connection.login == pending) {
                    connection.login = null;
                }
                yield pending;
            }
            case LogRecord.Logout logout -> removeWrite(logout.session(), logout.requestId());
            case LogRecord.SetVelocity set -> removeWrite(set.session(), set.requestId());
            case LogRecord.Aoe aoe -> removeWrite(aoe.session(), aoe.requestId());
            case LogRecord.Silent ignored -> null;
        };
    }

    private Pending removeWrite(long session, long requestId) {
        Connection connection = bySession.get(session);
        return connection == null ? null : connection.writes.remove(requestId);
    }

    // ---- a new master, and what time brings ------------------------------------------------------------------------

    /** The master is new: submit everything that is unanswered again, in order of arrival. */
    void submitAgain(ReplicatedState state, long nowNanos) {
        List<Pending> pendings = new ArrayList<>(pendingCount);
        for (var connection : connections) {
            if (connection.value.login != null) {
                pendings.add(connection.value.login);
            }
            for (var write : connection.value.writes) {
                pendings.add(write.value);
            }
        }
        pendings.sort((one, other) -> Long.compare(one.order, other.order));
        List<Command> notTaken = new ArrayList<>();
        for (Pending pending : pendings) {
            pending.submittedBefore = true;
            if (!sink.submit(pending.command)) {
                notTaken.add(pending.command);
            }
        }
        refused(state, notTaken, nowNanos);
    }

    /**
     * Makes the sessions that this node holds and the connections it has agree: a bound session that the log thinks silent is claimed
     * back, a connection whose session is gone or held elsewhere is told so, and an active session of this node that no connection
     * has is reported silent.
     */
    void reconcile(ReplicatedState state) {
        List<Long> gone = new ArrayList<>();
        List<Long> moved = new ArrayList<>();
        for (var bound : bySession) {
            Session session = state.session(bound.key);
            if (session == null) {
                gone.add(bound.key);
            } else if (session.isRunning() && session.holder() != nodeId) {
                moved.add(bound.key);
            } else if (session.state() == SessionState.GRACE) {
                sink.submit(new LogRecord.Login(session.key(), session.key(), session.user(), nodeId, 0, 0));
            }
        }
        gone.forEach(session -> unbind(session, KICKED_LOST, ErrorCode.UNAVAILABLE));
        moved.forEach(session -> unbind(session, KICKED_RESUMED, ErrorCode.UNAVAILABLE));
        state.forEachSession(session -> {
            if (session.holder() == nodeId
                    && session.state() == SessionState.ACTIVE
                    && !bySession.containsKey(session.number())
                    && !logins.concerns(session.key())) {
                sink.submit(new LogRecord.Silent(session.number(), nodeId));
            }
        });
    }

    /** Answers what has waited too long for a master. */
    void giveUp(ReplicatedState state, long nowNanos) {
        if (pendingCount == 0) {
            return;
        }
        long before = nowNanos - Limits.WRITE_HELD_MILLIS * 1_000_000L;
        List<Pending> late = new ArrayList<>();
        for (var connection : connections) {
            if (connection.value.login != null && connection.value.login.sinceNanos <= before) {
                late.add(connection.value.login);
            }
            for (var write : connection.value.writes) {
                if (write.value.sinceNanos <= before) {
                    late.add(write.value);
                }
            }
        }
        late.sort((one, other) -> Long.compare(one.order, other.order));
        for (Pending pending : late) {
            giveUp(state, pending, nowNanos);
        }
    }

    private void giveUp(ReplicatedState state, Pending pending, long nowNanos) {
        remove(pending.command);
        failPending(pending, ErrorCode.UNAVAILABLE, "no master confirmed this within 1 s; repeat with the same id");
        Connection connection = connections.get(pending.connection);
        if (connection != null && connection.login == null) {
            runDeferred(state, connection, nowNanos);
        }
    }

    /** Forgets connections that have been silent for too long and reports their sessions. */
    void sweepSilent(long nowNanos) {
        long before = nowNanos - Limits.SILENCE_MILLIS * 1_000_000L;
        List<Connection> silent = new ArrayList<>();
        for (var connection : connections) {
            if (connection.value.lastHeardNanos < before) {
                silent.add(connection.value);
            }
        }
        silent.forEach(this::forget);
    }

    private void forget(Connection connection) {
        connections.remove(connection.id);
        if (connection.login != null) {
            remove(connection.login.command);
            pendingCount--;
        }
        pendingCount -= connection.writes.size();
        if (connection.session != 0) {
            bySession.remove(connection.session);
            sink.submit(new LogRecord.Silent(connection.session, nodeId));
        }
    }

    /** Sends every client away: here, and each that comes. */
    void redirectAll(String reason, boolean untilFurtherNotice) {
        draining = untilFurtherNotice;
        for (var connection : connections) {
            redirect(connection.value, reason);
        }
    }

    void stopDraining() {
        draining = false;
        for (var connection : connections) {
            connection.value.redirected = false;
        }
    }

    private void redirect(Connection connection, String reason) {
        connection.redirected = true;
        output.toClient(connection.id, new ServerMessage.Redirect(reason));
    }

    int connectionCount() {
        return connections.size();
    }

    int boundSessions() {
        return bySession.size();
    }

    int pendingCount() {
        return pendingCount;
    }
}
