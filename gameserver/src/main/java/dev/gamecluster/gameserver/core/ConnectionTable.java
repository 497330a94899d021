package dev.gamecluster.gameserver.core;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The client connections of one node, the session bound to each, and what waits for its place in the log. Whatever is done to many of
 * them is done in an order that depends on nothing but what came from outside, so that a run can be repeated.
 */
final class ConnectionTable {
    private final LongObjectHashMap<Connection> connections = new LongObjectHashMap<>();
    private final LongObjectHashMap<Connection> bySession = new LongObjectHashMap<>();
    private final PendingLogins logins = new PendingLogins();
    /** In order of arrival; what waits no longer is dropped when it comes to the front, which takes as long as anything may wait. */
    private final ArrayDeque<Pending> byArrival = new ArrayDeque<>();

    private long order;
    private int pendingCount;

    // ---- connections -----------------------------------------------------------------------------------------------

    /** @return the connection, new if need be, or null when there is no room for another */
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
        return connection;
    }

    /** @return the connection, or null when it is gone */
    Connection of(long id) {
        return connections.get(id);
    }

    /** {@code action} must not add or remove connections. */
    void forEach(Consumer<Connection> action) {
        List<Connection> all = new ArrayList<>(connections.size());
        for (var connection : connections) {
            all.add(connection.value);
        }
        inOrderOfArrival(all).forEach(action);
    }

    private static List<Connection> inOrderOfArrival(List<Connection> some) {
        some.sort((one, other) -> Long.compare(one.id, other.id));
        return some;
    }

    List<Connection> lastHeardBefore(long nanos) {
        List<Connection> silent = new ArrayList<>();
        for (var connection : connections) {
            if (connection.value.lastHeardNanos < nanos) {
                silent.add(connection.value);
            }
        }
        return inOrderOfArrival(silent);
    }

    /** Forgets the connection with everything that waits on it. */
    void remove(Connection connection) {
        if (connection.login != null) {
            remove(connection.login);
        }
        takeWrites(connection);
        connection.deferred.clear();
        unbind(connection);
        connections.remove(connection.id);
    }

    int size() {
        return connections.size();
    }

    // ---- sessions --------------------------------------------------------------------------------------------------

    void bind(Connection connection, long session, SessionKey key) {
        unbind(connection);
        connection.session = session;
        connection.sessionKey = key;
        bySession.put(session, connection);
    }

    void unbind(Connection connection) {
        if (connection.session != 0) {
            bySession.remove(connection.session);
            connection.session = 0;
            connection.sessionKey = SessionKey.NONE;
        }
    }

    /** @return the connection that the session is bound to, or null */
    Connection ofSession(long session) {
        return bySession.get(session);
    }

    boolean isBound(long session) {
        return bySession.containsKey(session);
    }

    /** {@code action} must not bind or unbind sessions. */
    void forEachBoundSession(LongConsumer action) {
        long[] sessions = bySession.keys().toArray();
        Arrays.sort(sessions);
        for (long session : sessions) {
            action.accept(session);
        }
    }

    int boundSessions() {
        return bySession.size();
    }

    PendingLogins logins() {
        return logins;
    }

    // ---- what waits ------------------------------------------------------------------------------------------------

    void addLogin(Connection connection, long requestId, LogRecord.Login command, long nowNanos) {
        connection.login = new Pending(connection.id, requestId, command, nowNanos, order++);
        logins.add(command.newKey(), command.resumeKey(), connection.login);
        waits(connection.login);
    }

    void addWrite(Connection connection, long requestId, Command command, long nowNanos) {
        Pending write = new Pending(connection.id, requestId, command, nowNanos, order++);
        connection.writes.put(requestId, write);
        waits(write);
    }

    private void waits(Pending pending) {
        byArrival.addLast(pending);
        pendingCount++;
    }

    private void waitsNoLonger(Pending pending) {
        pending.waits = false;
        pendingCount--;
        while (!byArrival.isEmpty() && !byArrival.getFirst().waits) {
            byArrival.removeFirst();
        }
    }

    /** @return what waits here for this command, no longer waiting now, or null */
    Pending remove(Command command) {
        Pending pending = find(command);
        if (pending != null) {
            remove(pending);
        }
        return pending;
    }

    private Pending find(Command command) {
        return switch (command) {
            case LogRecord.Login login -> logins.of(login.newKey());
            case LogRecord.Logout logout -> write(logout.session(), logout.requestId());
            case LogRecord.SetVelocity set -> write(set.session(), set.requestId());
            case LogRecord.Aoe aoe -> write(aoe.session(), aoe.requestId());
            case LogRecord.Silent ignored -> null;
        };
    }

    private Pending write(long session, long requestId) {
        Connection connection = bySession.get(session);
        return connection == null ? null : connection.writes.get(requestId);
    }

    /** It waits no longer. */
    void remove(Pending pending) {
        waitsNoLonger(pending);
        Connection connection = connections.get(pending.connection);
        if (pending.command instanceof LogRecord.Login login) {
            logins.remove(login.newKey(), login.resumeKey());
            if (connection != null && connection.login == pending) {
                connection.login = null;
            }
        } else if (connection != null) {
            connection.writes.remove(pending.requestId);
        }
    }

    /** Takes every write of the connection, in order of arrival. */
    List<Pending> takeWrites(Connection connection) {
        List<Pending> taken = new ArrayList<>(connection.writes.size());
        for (var write : connection.writes) {
            taken.add(write.value);
        }
        connection.writes.clear();
        taken.forEach(this::waitsNoLonger);
        taken.sort((one, other) -> Long.compare(one.order, other.order));
        return taken;
    }

    /** Everything that waits since {@code nanos} or longer, in order of arrival. */
    List<Pending> waitingSince(long nanos) {
        List<Pending> found = new ArrayList<>();
        for (Pending pending : byArrival) {
            if (pending.sinceNanos > nanos) {
                break;
            }
            if (pending.waits) {
                found.add(pending);
            }
        }
        return found;
    }

    int pendingCount() {
        return pendingCount;
    }
}
