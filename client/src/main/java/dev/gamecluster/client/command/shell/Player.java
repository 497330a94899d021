package dev.gamecluster.client.command.shell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gamecluster.client.GameClient;
import dev.gamecluster.client.command.ClusterStatus;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.RegistryApi;
import dev.gamecluster.client.command.TextTable;
import dev.gamecluster.client.command.TextTable.Align;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.UserList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/** Carries out what a person typed, one command after the other, and waits for the answer. */
final class Player {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_USERS = 50;
    /** How much further than the prediction the own user is looked for before the whole map is. */
    private static final double MARGIN_METRES = 100;

    private static final long RANDOM_USERS = 1_000_000_000L;

    private final GameClient client;
    private final RegistryApi registry;
    private final Long defaultUser;
    private final RandomGenerator random;
    private volatile Long user;
    private double lastX;
    private double lastY;
    private long lastSeenNanos;
    private boolean seen;

    /**
     * @param registry null when there is none
     * @param defaultUser null for a random one
     */
    Player(GameClient client, RegistryApi registry, Long defaultUser, RandomGenerator random) {
        this.client = client;
        this.registry = registry;
        this.defaultUser = defaultUser;
        this.random = random;
    }

    boolean loggedIn() {
        return user != null;
    }

    /** The session was ended by the cluster. May be called from any thread. */
    void loggedOut() {
        user = null;
    }

    Reply execute(LineCommand command) {
        ObjectNode json = JSON.createObjectNode();
        json.put("command", command.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        try {
            json.put("ok", true);
            return new Reply(true, carryOut(command, json), json);
        } catch (CompletionException e) {
            return failed(json, e.getCause() == null ? e : e.getCause());
        } catch (CommandFailed e) {
            return failed(json, e);
        }
    }

    private static Reply failed(ObjectNode json, Throwable problem) {
        json.put("ok", false).put("error", problem.getMessage());
        return new Reply(false, List.of(problem.getMessage()), json);
    }

    private List<String> carryOut(LineCommand command, ObjectNode json) {
        return switch (command) {
            case LineCommand.Login login -> login(login, json);
            case LineCommand.Walk walk -> {
                ServerMessage.Applied applied = await(client.setVelocity(walk.x(), walk.y()));
                json.put("tick", applied.tick());
                yield List.of((walk.x() == 0 && walk.y() == 0 ? "standing" : "walking") + " from tick " + applied.tick()
                        + " on");
            }
            case LineCommand.Query query ->
                users(await(client.query(query.minX(), query.minY(), query.maxX(), query.maxY())), json);
            case LineCommand.Look look -> look(look.radius(), json);
            case LineCommand.Aoe aoe -> {
                ServerMessage.AoeApplied applied = await(client.aoe(aoe.radius(), aoe.money()));
                json.put("tick", applied.tick()).put("hits", applied.hits());
                yield List.of(applied.hits() + (applied.hits() == 1 ? " user" : " users") + " got "
                        + Long.toUnsignedString(aoe.money()) + ", tick " + applied.tick());
            }
            case LineCommand.Where ignored -> where(json);
            case LineCommand.Ping ignored -> ping(json);
            case LineCommand.Logout ignored -> {
                ServerMessage.Applied applied = await(client.logout());
                user = null;
                json.put("tick", applied.tick());
                yield List.of("logged out, tick " + applied.tick());
            }
            case LineCommand.Watch ignored -> look(MARGIN_METRES, json);
            case LineCommand.Status ignored -> status(json);
            case LineCommand.Help ignored -> LineParser.HELP;
            case LineCommand.Quit ignored -> List.of();
        };
    }

    private List<String> login(LineCommand.Login login, ObjectNode json) {
        Long fallback = defaultUser == null ? Long.valueOf(random.nextLong(1, RANDOM_USERS)) : defaultUser;
        long wanted = login.user() == null ? fallback : login.user();
        ServerMessage.LoggedIn in = await(client.login(wanted));
        user = wanted;
        seen = false;
        json.set("user", unsigned(wanted));
        json.put("session", in.session()).put("tick", in.tick());
        return List.of("logged in as user " + Long.toUnsignedString(wanted) + ", tick " + in.tick());
    }

    private List<String> where(ObjectNode json) {
        ServerMessage.QueryResult around = aroundMe();
        int me = indexOf(around.users());
        json.put("tick", around.tick()).put("lag_ms", around.lagMillis());
        json.set("user", user(around.users(), me));
        UserList users = around.users();
        return List.of(String.format(
                Locale.ROOT,
                "user %s at (%.1f, %.1f) m, velocity (%.1f, %.1f) m/s, money %s; tick %d, %d ms behind the master",
                Long.toUnsignedString(users.id(me)),
                users.x(me),
                users.y(me),
                users.velocityX(me),
                users.velocityY(me),
                Long.toUnsignedString(users.money(me)),
                around.tick(),
                around.lagMillis()));
    }

    private List<String> ping(ObjectNode json) {
        long startNanos = System.nanoTime();
        ServerMessage.Pong pong = await(client.ping());
        double millis = (System.nanoTime() - startNanos) / 1e6;
        json.put("tick", pong.tick()).put("lag_ms", pong.lagMillis()).put("round_trip_ms", millis);
        return List.of(String.format(
                Locale.ROOT,
                "tick %d, %d ms behind the master, answered in %.1f ms",
                pong.tick(),
                pong.lagMillis(),
                millis));
    }

    private List<String> status(ObjectNode json) {
        if (registry == null) {
            throw new CommandFailed("there is no registry to ask: the client was started with --endpoint");
        }
        ClusterStatus status = ClusterStatus.of(registry.cluster());
        json.put("epoch", status.epoch())
                .put("master", status.master())
                .put("clients", status.clients())
                .put("users", status.users());
        return List.of(status.summary());
    }

    // ---- the own position ------------------------------------------------------------------------------------------

    private List<String> look(double radius, ObjectNode json) {
        UserList found = aroundMe().users();
        int me = indexOf(found);
        double x = found.x(me);
        double y = found.y(me);
        return users(await(client.query(x - radius, y - radius, x + radius, y + radius)), json);
    }

    /** An answer that has the own user: nobody tells a client where it is, so it asks where it must be. */
    private ServerMessage.QueryResult aroundMe() {
        if (user == null) {
            throw new CommandFailed("not logged in: login first");
        }
        if (seen) {
            double seconds = (System.nanoTime() - lastSeenNanos) / 1e9;
            double reach = Limits.SPEED_METRES_PER_SECOND * seconds + MARGIN_METRES;
            ServerMessage.QueryResult near =
                    await(client.query(lastX - reach, lastY - reach, lastX + reach, lastY + reach));
            if (remember(near.users())) {
                return near;
            }
        }
        double edge = Limits.MAP_LIMIT_METRES;
        ServerMessage.QueryResult everybody = await(client.query(-edge, -edge, edge, edge));
        if (!remember(everybody.users())) {
            throw new CommandFailed("user " + Long.toUnsignedString(user) + " is not in the world: login again");
        }
        return everybody;
    }

    private boolean remember(UserList users) {
        int me = indexOf(users);
        seen = me >= 0;
        if (seen) {
            lastX = users.x(me);
            lastY = users.y(me);
            lastSeenNanos = System.nanoTime();
        }
        return seen;
    }

    private int indexOf(UserList users) {
        for (int i = 0; i < users.size(); i++) {
            if (users.id(i) == user) {
                return i;
            }
        }
        return -1;
    }

    // ---- users -----------------------------------------------------------------------------------------------------

    private List<String> users(ServerMessage.QueryResult result, ObjectNode json) {
        UserList users = result.users();
        ArrayNode array = json.put("tick", result.tick())
                .put("lag_ms", result.lagMillis())
                .putArray("users");
        TextTable table = new TextTable()
                .column("USER", Align.RIGHT)
                .column("X m", Align.RIGHT)
                .column("Y m", Align.RIGHT)
                .column("VX m/s", Align.RIGHT)
                .column("VY m/s", Align.RIGHT)
                .column("MONEY", Align.RIGHT);
        for (int i = 0; i < users.size(); i++) {
            array.add(user(users, i));
            if (i < SHOWN_USERS) {
                table.row(
                        Long.toUnsignedString(users.id(i)) + (user != null && users.id(i) == user ? " (me)" : ""),
                        decimal(users.x(i)),
                        decimal(users.y(i)),
                        decimal(users.velocityX(i)),
                        decimal(users.velocityY(i)),
                        Long.toUnsignedString(users.money(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(users.size() + (users.size() == 1 ? " user" : " users") + ", tick " + result.tick() + ", "
                + result.lagMillis() + " ms behind the master");
        if (users.size() > 0) {
            lines.addAll(table.lines());
        }
        if (users.size() > SHOWN_USERS) {
            lines.add("... and " + (users.size() - SHOWN_USERS) + " more (--json shows all)");
        }
        return lines;
    }

    private static ObjectNode user(UserList users, int index) {
        ObjectNode json = JSON.createObjectNode();
        json.set("id", unsigned(users.id(index)));
        json.putObject("position").put("x", users.x(index)).put("y", users.y(index));
        json.putObject("velocity").put("x", users.velocityX(index)).put("y", users.velocityY(index));
        json.set("money", unsigned(users.money(index)));
        return json;
    }

    private static com.fasterxml.jackson.databind.JsonNode unsigned(long value) {
        return JSON.getNodeFactory().numberNode(new java.math.BigInteger(Long.toUnsignedString(value)));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static <A> A await(CompletableFuture<A> answer) {
        return answer.join();
    }
}
