package dev.gamecluster.client;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.SessionText;
import dev.gamecluster.protocol.client.UserList;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What fake nodes share: sessions with the memory of their writes, a tick that counts writes, and the users' velocities. */
public final class FakeWorld {
    /** A write, and the session it was applied for. */
    public record Applied(String session, Request.Write write) {}

    private record Session(long user, Map<Long, ServerMessage> answers) {}

    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<Long, String> sessionOfUser = new HashMap<>();
    private final Map<Long, double[]> velocities = new HashMap<>();
    private final List<Applied> log = new ArrayList<>();
    private long tick = 100;
    private long issued;

    synchronized ServerMessage.LoggedIn login(Request.Login login) {
        Session known = login.session() == null ? null : sessions.get(login.session());
        if (known != null && known.user() == login.user()) {
            return new ServerMessage.LoggedIn(login.id(), login.user(), login.session(), tick);
        }
        String session = SessionText.of(new SessionKey(7, ++issued));
        sessions.put(session, new Session(login.user(), new HashMap<>()));
        sessionOfUser.put(login.user(), session);
        velocities.put(login.user(), new double[2]);
        return new ServerMessage.LoggedIn(login.id(), login.user(), session, ++tick);
    }

    /** Applies it once, and answers a repetition as before. */
    synchronized ServerMessage write(String session, Request.Write write) {
        Session known = session == null ? null : sessions.get(session);
        if (known == null) {
            return ServerMessage.Failed.of(write.id(), ErrorCode.NOT_LOGGED_IN, "log in first");
        }
        return known.answers().computeIfAbsent(write.id(), id -> apply(session, known.user(), write));
    }

    private ServerMessage apply(String session, long user, Request.Write write) {
        log.add(new Applied(session, write));
        tick++;
        return switch (write) {
            case Request.Aoe aoe -> new ServerMessage.AoeApplied(aoe.id(), tick, velocities.size() - 1);
            case Request.Logout logout -> {
                velocities.remove(user);
                yield new ServerMessage.Applied(logout.id(), tick);
            }
            case Request.SetVelocity set -> {
                velocities.put(user, new double[] {set.x(), set.y()});
                yield new ServerMessage.Applied(set.id(), tick);
            }
        };
    }

    synchronized ServerMessage.QueryResult query(Request.Query query) {
        UserList users = new UserList(velocities.size());
        velocities.forEach((user, velocity) -> users.add(user, 1.5, -2.25, velocity[0], velocity[1], 30));
        return new ServerMessage.QueryResult(query.id(), tick, 3, users);
    }

    synchronized ServerMessage.Pong ping(Request.Ping ping) {
        return new ServerMessage.Pong(ping.id(), tick, 3);
    }

    public synchronized List<Applied> log() {
        return List.copyOf(log);
    }

    public synchronized void forgetSessions() {
        sessions.clear();
    }
}
