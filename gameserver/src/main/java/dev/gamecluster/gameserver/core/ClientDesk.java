package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.gameserver.state.Session;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.SessionText;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.Outcome;
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
    private static final String NO_ROOM = "this node forwards too many commands already";
    private static final String NOT_RESUMED =
            "the session of the login before could not be resumed and another began; this was not applied in it";
    private static final String KICKED_LOGIN = "logged in elsewhere";
    private static final String KICKED_RESUMED = "session resumed elsewhere";
    private static final String KICKED_LOST = "session lost";

    private final int nodeId;
    private final NodeOutput output;
    private final Randomness randomness;
    private final TicketCheck tickets;
    private final CommandSink sink;
    private final ConnectionTable table = new ConnectionTable();
    private final HeldSessions held;
    private final Redirects redirects;

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
        this.held = new HeldSessions(nodeId, table, sink);
        this.redirects = new Redirects(table, output);
    }

    // ---- requests --------------------------------------------------------------------------------------------------

    /** Something came from the client, anything. @return the connection, or null when there is no room for another */
    Connection heard(long id, long nowNanos) {
        Connection connection = table.heard(id, nowNanos);
        if (connection != null) {
            redirects.heard(connection);
        }
        return connection;
    }

    void login(ReplicatedState state, Connection connection, Request.Login login, long nowNanos) {
        if (connection.login != null || !connection.deferred.isEmpty() || awaitsLogout(connection)) {
            defer(connection, login);
            return;
        }
        Session bound = sessionOf(state, connection);
        if (bound != null && bound.isRunning()) {
            loginAgain(connection, bound, login);
        } else if (awaitsCopy(state, connection)) {
            fail(
                    connection.id,
                    login.id(),
                    ErrorCode.UNAVAILABLE,
                    "this node is taking a new copy of the world; repeat");
        } else if (!tickets.accepts(login.user(), login.ticket())) {
            String problem =
                    login.ticket() == null ? "a ticket is required to log in" : "the ticket is not valid for this user";
            fail(connection.id, login.id(), ErrorCode.UNAUTHENTICATED, problem);
        } else {
            submitLogin(connection, login, nowNanos);
        }
    }

    /** @return the session bound to the connection, or null when there is none or this copy of the world does not know it */
    private static Session sessionOf(ReplicatedState state, Connection connection) {
        return hasSession(state, connection) ? state.session(connection.session) : null;
    }

    private static boolean hasSession(ReplicatedState state, Connection connection) {
        return connection.session != 0 && state.isSession(connection.session, connection.sessionKey);
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
        LogRecord.Login command = new LogRecord.Login(randomness.sessionKey(), resume, login.user(), nodeId, 0, 0);
        if (sink.submit(command)) {
            table.addLogin(connection, login.id(), command, nowNanos);
        } else {
            fail(connection.id, login.id(), ErrorCode.OVERLOADED, NO_ROOM);
        }
    }

    private static boolean awaitsLogout(Connection connection) {
        for (var write : connection.writes) {
            if (write.value.command instanceof LogRecord.Logout) {
                return true;
            }
        }
        return false;
    }

    /** This node's copy of the world was dropped; whether the connection still has its session shows when there is a new one. */
    private static boolean awaitsCopy(ReplicatedState state, Connection connection) {
        return connection.session != 0 && state.seq() == 0;
    }

    void write(ReplicatedState state, Connection connection, Request.Write write, long nowNanos) {
        if (connection.login != null || !connection.deferred.isEmpty()) {
            defer(connection, write);
            return;
        }
        if (!hasSession(state, connection) && !awaitsCopy(state, connection)) {
            fail(connection.id, write.id(), ErrorCode.NOT_LOGGED_IN, "this connection has no session; log in first");
            return;
        }
        Pending same = connection.writes.get(write.id());
        if (same != null) {
            repeat(same);
            return;
        }
        if (connection.unanswered() >= Limits.SESSION_UNANSWERED) {
            failUnansweredBound(connection, write.id());
            return;
        }
        Command command = Commands.of(connection.session, write);
        if (sink.submit(command)) {
            table.addWrite(connection, write.id(), command, nowNanos);
        } else {
            fail(connection.id, write.id(), ErrorCode.OVERLOADED, NO_ROOM);
        }
    }

    /** The same id again while the first is on its way: each copy gets the answer, a bounded number of them. */
    private void repeat(Pending same) {
        if (same.copies < Limits.SESSION_UNANSWERED) {
            same.copies++;
        } else {
            String message = "this id was sent " + same.copies + " times and is still on its way; wait for its answer";
            fail(same.connection, same.requestId, ErrorCode.UNAVAILABLE, message);
        }
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
            case LogRecord.Logout logout -> writeApplied(state, logout, applied, nowNanos);
            case LogRecord.SetVelocity set -> writeApplied(state, set, applied, nowNanos);
            case LogRecord.Aoe aoe -> writeApplied(state, aoe, applied, nowNanos);
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
        Connection before = table.ofSession(number);
        Pending pending = table.remove(login);
        boolean here = login.holder() == nodeId;
        if (before != null && (!here || (pending != null && pending.connection != before.id))) {
            movedAway(number);
        }
        if (pending == null) {
            return;
        }
        Connection connection = table.of(pending.connection);
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
        if (!login.resumeKey().isNone() && applied.outcome().code() != Outcome.Code.RESUMED) {
            connection
                    .takeRepeatable()
                    .forEach(write -> fail(connection.id, write.id(), ErrorCode.NOT_LOGGED_IN, NOT_RESUMED));
        }
        runDeferred(state, connection, nowNanos);
    }

    private void bind(Connection connection, Session session, Pending pending, long tick) {
        if (connection.session != session.number()) {
            failWrites(connection, ErrorCode.UNAVAILABLE, "another session began on this connection");
        }
        table.bind(connection, session.number(), session.key());
        connection.loginTick = tick;
        String text = SessionText.of(session.key());
        output.toClient(connection.id, new ServerMessage.LoggedIn(pending.requestId, session.user(), text, tick));
    }

    private void writeApplied(ReplicatedState state, Command command, Applied applied, long nowNanos) {
        Pending pending = table.remove(command);
        if (pending == null) {
            return;
        }
        ServerMessage answer = Answers.of(pending.requestId, pending.command, applied.outcome());
        for (int copy = 0; copy < pending.copies; copy++) {
            output.toClient(pending.connection, answer);
        }
        Connection connection = table.of(pending.connection);
        if (pending.command instanceof LogRecord.Logout && connection.login == null) {
            runDeferred(state, connection, nowNanos);
        }
    }

    private void expired(ReplicatedState state, long session) {
        if (state.session(session) == null) {
            Connection connection = table.ofSession(session);
            if (connection != null) {
                table.unbind(connection);
                failWrites(connection, ErrorCode.NOT_LOGGED_IN, "the session has ended");
            }
        }
    }

    private void unbind(long session, String reason, ErrorCode code) {
        Connection connection = table.ofSession(session);
        if (connection != null) {
            table.unbind(connection);
            failWrites(connection, code, reason);
            output.toClient(connection.id, new ServerMessage.Kicked(reason));
        }
    }

    /** The client is on another connection now. This one is of no more use to it, and counts no more unless it is heard again. */
    private void movedAway(long session) {
        Connection connection = table.ofSession(session);
        unbind(session, KICKED_RESUMED, ErrorCode.UNAVAILABLE);
        if (connection != null && connection.isIdle()) {
            table.remove(connection);
        }
    }

    private void failWrites(Connection connection, ErrorCode code, String message) {
        for (Pending write : table.takeWrites(connection)) {
            failPending(write, code, message);
        }
    }

    private void failPending(Pending pending, ErrorCode code, String message) {
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
            Pending pending = table.remove(command);
            if (pending != null) {
                ErrorCode code = pending.submittedBefore ? ErrorCode.UNAVAILABLE : ErrorCode.OVERLOADED;
                failPending(pending, code, "the master has too many commands waiting");
                runDeferred(state, table.of(pending.connection), nowNanos);
            }
        }
    }

    // ---- a new master, and what time brings ------------------------------------------------------------------------

    /** The master is new: submit everything that is unanswered again, in order of arrival. */
    void submitAgain(ReplicatedState state, long nowNanos) {
        List<Command> notTaken = new ArrayList<>();
        for (Pending pending : table.waitingSince(Long.MAX_VALUE)) {
            pending.submittedBefore = true;
            if (!sink.submit(pending.command)) {
                notTaken.add(pending.command);
            }
        }
        refused(state, notTaken, nowNanos);
    }

    /** Makes the sessions that this node holds and the connections it has agree: see {@link HeldSessions}. */
    void reconcile(ReplicatedState state) {
        held.reconcile(state, session -> unbind(session, KICKED_LOST, ErrorCode.UNAVAILABLE), this::movedAway);
    }

    /** Answers what has waited too long for a master. */
    void giveUp(ReplicatedState state, long nowNanos) {
        for (Pending pending : table.waitingSince(nowNanos - Limits.WRITE_HELD_MILLIS * 1_000_000L)) {
            table.remove(pending);
            failPending(pending, ErrorCode.UNAVAILABLE, "no master confirmed this within 1 s; repeat with the same id");
            Connection connection = table.of(pending.connection);
            if (connection.login == null) {
                runDeferred(state, connection, nowNanos);
            }
        }
    }

    /** Forgets connections that have been silent for too long and reports their sessions. */
    void sweepSilent(long nowNanos) {
        for (Connection silent : table.lastHeardBefore(nowNanos - Limits.SILENCE_MILLIS * 1_000_000L)) {
            long session = silent.session;
            table.remove(silent);
            if (session != 0) {
                sink.submit(new LogRecord.Silent(session, nodeId));
            }
        }
    }

    Redirects redirects() {
        return redirects;
    }

    int connectionCount() {
        return table.size();
    }

    int boundSessions() {
        return table.boundSessions();
    }

    int pendingCount() {
        return table.pendingCount();
    }
}
