package dev.gamecluster.protocol.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** One request and one server message of every kind, each with a name; {@code vectors/client.txt} has their frames. */
final class ClientSamples {
    private ClientSamples() {}

    static Map<String, Request> requests() {
        Map<String, Request> samples = new LinkedHashMap<>();
        samples.put("Login", new Request.Login(1, 42, null, null));
        samples.put("Login that resumes", new Request.Login(1, -1, "q8Zk3v5T0mXyJ1bN4hLw2A", null));
        samples.put("Login with ticket", new Request.Login(1, 0, null, "a \"quoted\" \\ ticket\nö\ud83c\udf0d"));
        samples.put("SetVelocity", new Request.SetVelocity(2, 1.5, -0.5));
        samples.put("SetVelocity precise", new Request.SetVelocity(2, 0.1, 1e-7));
        samples.put("Aoe", new Request.Aoe(3, 50, 10));
        samples.put("Aoe with the largest money", new Request.Aoe(3, 0.25, -1));
        samples.put("Query", new Request.Query(4, -100, -100, 100, 100, 0));
        samples.put("Query with min_tick", new Request.Query(4, -2e6, -0.001, 1e300, 0, 1203));
        samples.put("Ping", new Request.Ping(5));
        samples.put("Logout", new Request.Logout((1L << 53) - 1));
        return samples;
    }

    static Map<String, ServerMessage> messages() {
        Map<String, ServerMessage> samples = new LinkedHashMap<>();
        samples.put("LoggedIn", new ServerMessage.LoggedIn(1, 42, "q8Zk3v5T0mXyJ1bN4hLw2A", 1203));
        samples.put("Applied", new ServerMessage.Applied(2, 1204));
        samples.put("AoeApplied", new ServerMessage.AoeApplied(3, 1204, 17));
        samples.put("QueryResult", new ServerMessage.QueryResult(4, 1205, 3, oneUser()));
        samples.put("QueryResult of nobody", new ServerMessage.QueryResult(4, 1205, 0, new UserList(0)));
        samples.put("QueryResult of two", new ServerMessage.QueryResult(4, 1205, 12, twoUsers()));
        samples.put("Pong", new ServerMessage.Pong(5, 1206, 2));
        samples.put(
                "Failed",
                ServerMessage.Failed.of(7, ErrorCode.OUT_OF_RANGE, "velocity 25.0 m/s is above the limit of 20 m/s"));
        samples.put(
                "Failed without id",
                new ServerMessage.Failed(0, false, ErrorCode.BAD_REQUEST, "op \"\u0001é\" is unknown"));
        samples.put("Kicked", new ServerMessage.Kicked("logged in elsewhere"));
        samples.put("Redirect", new ServerMessage.Redirect("draining"));
        samples.put("Unknown", new ServerMessage.Unknown("party"));
        return samples;
    }

    private static UserList oneUser() {
        UserList users = new UserList(1);
        users.add(42, 1.52, 7, 1.5, -0.5, 0);
        return users;
    }

    private static UserList twoUsers() {
        UserList users = new UserList(2);
        users.add(-1, -1_000_000, 1_000_000, -20, 0, -1);
        users.add(0, -0.001, 123456.789, 0.1, 19.999, Long.MAX_VALUE);
        return users;
    }
}
