package dev.gamecluster.e2e.simulation;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.registry.core.EndpointChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A client that behaves as the client library does: logs in, writes with increasing ids and several unanswered, and on silence, a
 * broken connection, a redirect, a kick or a refusal goes to another node, resumes its session there and repeats what is unanswered
 * in order with the same ids, until it is answered.
 *
 * <p>Every aoe gives an amount that no other write gives, so it is known again in the log and in the balance of those hit.
 */
final class SimulatedClient {
    private enum Phase {
        AWAY,
        LOCATING,
        LOGGING_IN,
        PLAYING,
        LOGGED_OUT,
        SILENT
    }

    private static final long STEP_NANOS = 10 * Chance.MILLI;
    private static final long DEAD_NANOS = 1_300 * Chance.MILLI;
    private static final long LOCATE_NANOS = 300 * Chance.MILLI;
    private static final long DOUBT_NANOS = 10_000 * Chance.MILLI;
    private static final long PING_NANOS = 300 * Chance.MILLI;
    static final long HAS_TO_RESUME_NANOS = 9_000 * Chance.MILLI;

    private final Simulation simulation;
    private final Network network;
    private final Chance chance;
    private final int index;
    private final long user;
    private final boolean roams;
    private final int window;
    private final double writesPerStep;
    private final Ledger ledger = new Ledger();
    private final Map<Long, Long> queries = new HashMap<>();

    private Phase phase = Phase.AWAY;
    private ClientConnection connection;
    private long attempt;
    private long phaseSinceNanos;
    private long retryNanos;
    private long heardNanos;
    private long pingNanos;
    private long lastSentNanos;
    private long silentUntilNanos;
    private long nextId = 1;
    private long loginId;
    private String session;
    private boolean mayLoseSession;
    private long doubtUntilNanos;
    private long abandonedUntilNanos;
    private long logoutId;
    private boolean everPlayed;

    /** @param roams it also logs out and in again and falls silent; the others stay, and are counted on as those hit */
    SimulatedClient(Simulation simulation, int index, boolean roams) {
        this.simulation = simulation;
        this.network = simulation.network();
        this.chance = network.chance().fork();
        this.index = index;
        this.user = 1_000 + index;
        this.roams = roams;
        this.window = chance.integer(1, 12);
        this.writesPerStep = chance.uniform(0.05, 0.5);
        network.queue().after(chance.nanos(0, 300), this::step);
    }

    long user() {
        return user;
    }

    int address() {
        return 1_000 + index;
    }

    boolean roams() {
        return roams;
    }

    Ledger ledger() {
        return ledger;
    }

    boolean hasPlayed() {
        return everPlayed;
    }

    boolean isPlaying() {
        return phase == Phase.PLAYING;
    }

    /** Plays, and every write is answered. */
    boolean isIdle() {
        return phase == Phase.PLAYING && ledger.unansweredCount() == 0;
    }

    /** Its logout is not answered yet. */
    boolean isLoggingOut() {
        return logoutId != 0;
    }

    String session() {
        return session;
    }

    SimulatedNode node() {
        return connection == null ? null : connection.node();
    }

    @Override
    public String toString() {
        return "client " + user + " " + phase
                + (connection == null ? "" : " at " + connection.node().name()) + ", unanswered "
                + ledger.unansweredCount();
    }

    private String label() {
        return "client " + index;
    }

    private long now() {
        return network.queue().nowNanos();
    }

    private void enter(Phase newest) {
        phase = newest;
        phaseSinceNanos = now();
    }

    // ---- what it does of itself ------------------------------------------------------------------------------------

    private void step() {
        network.queue().after(STEP_NANOS, this::step);
        switch (phase) {
            case AWAY -> {
                if (now() >= retryNanos) {
                    locate();
                }
            }
            case LOCATING -> {
                if (now() - phaseSinceNanos > LOCATE_NANOS) {
                    connect(simulation.anyNode());
                }
            }
            case LOGGING_IN -> {
                if (now() - phaseSinceNanos > DEAD_NANOS) {
                    move("login is not answered");
                }
            }
            case PLAYING -> play();
            case LOGGED_OUT -> {
                if (now() >= retryNanos) {
                    session = null;
                    locate();
                }
            }
            case SILENT -> {
                if (now() >= silentUntilNanos) {
                    mayLoseSession |= now() - lastSentNanos > HAS_TO_RESUME_NANOS;
                    move("back from silence");
                }
            }
        }
    }

    private void locate() {
        enter(Phase.LOCATING);
        long mine = ++attempt;
        if (chance.is(0.25)) {
            connect(simulation.anyNode());
        } else {
            network.queue().after(network.latencyNanos(address(), SimulatedRegistry.ADDRESS), () -> simulation
                    .registry()
                    .chooseEndpoint(address(), choice -> located(mine, choice)));
        }
    }

    private void located(long ofAttempt, Optional<EndpointChoice> choice) {
        if (phase != Phase.LOCATING || ofAttempt != attempt) {
            return;
        }
        if (choice.isEmpty()) {
            retryLater();
        } else {
            connect((SimulatedNode)
                    network.at(SimulatedNode.addressOf(choice.get().endpoint())));
        }
    }

    private void retryLater() {
        enter(Phase.AWAY);
        retryNanos = now() + chance.nanos(20, 200);
    }

    private void connect(SimulatedNode node) {
        if (!node.isUp()) {
            retryLater();
            return;
        }
        connection = new ClientConnection(network.nextRoute(), this, node, network);
        queries.clear();
        enter(Phase.LOGGING_IN);
        loginId = nextId++;
        heardNanos = now();
        send(new Request.Login(loginId, user, session, null));
        // Behind a login that turns out to begin a new session they are refused: in it their ids would be new.
        if (chance.is(0.5)) {
            resendAll();
        } else {
            ledger.unanswered().forEach(entry -> entry.againNanos = now());
        }
    }

    private void resendAll() {
        for (Ledger.Entry entry : ledger.unanswered()) {
            resend(entry);
        }
    }

    private void resend(Ledger.Entry entry) {
        simulation.statistics().writesRetried++;
        entry.againNanos = 0;
        entry.sentNanos = now();
        send(entry.write);
    }

    private void send(Request request) {
        lastSentNanos = now();
        simulation.trace().add(label(), "asks " + connection.node().name(), request);
        connection.send(request);
    }

    private void move(String why) {
        simulation.trace().add(label(), "moves", why);
        if (phase == Phase.LOGGING_IN) {
            loginAbandoned();
        }
        if (connection != null) {
            ClientConnection old = connection;
            connection = null;
            // the old connection goes on for a while, or ends at once: both happen
            if (chance.is(0.5)) {
                old.close();
            }
        }
        if (chance.is(0.7)) {
            locate();
        } else {
            retryLater();
        }
    }

    /**
     * Nobody can tell an abandoned login that arrives late from a newer one. When its session is none, or one that was logged out since,
     * it starts another and ends the newer one's: so says the protocol.
     */
    private void loginAbandoned() {
        abandonedUntilNanos = now() + DOUBT_NANOS;
        if (session == null) {
            doubtUntilNanos = abandonedUntilNanos;
        }
    }

    private void play() {
        for (Ledger.Entry entry : ledger.unanswered()) {
            if (entry.againNanos != 0 && now() >= entry.againNanos) {
                resend(entry);
            } else if (entry.againNanos == 0 && now() - entry.sentNanos > DEAD_NANOS) {
                move("write " + entry.write.id() + " is not answered");
                return;
            }
        }
        if (now() - heardNanos > DEAD_NANOS && lastSentNanos > heardNanos) {
            move("silence");
            return;
        }
        if (now() - pingNanos > PING_NANOS) {
            pingNanos = now();
            send(new Request.Ping(nextId++));
        }
        boolean writes = simulation.mayWrite() && logoutId == 0;
        if (writes && ledger.unansweredCount() < window && chance.is(writesPerStep)) {
            int burst = chance.integer(1, Math.min(4, window - ledger.unansweredCount()));
            for (int i = 0; i < burst; i++) {
                write();
            }
        }
        if (simulation.mayWrite() && chance.is(0.03)) {
            query();
        }
        if (roams && writes && ledger.unansweredCount() == 0 && simulation.mayRoam() && chance.is(0.002)) {
            roam();
        }
    }

    private void write() {
        long id = nextId++;
        Request.Write write = chance.is(0.8)
                ? new Request.Aoe(id, 50, Amounts.of(index, id, chance))
                : new Request.SetVelocity(id, Amounts.velocity(index, id), 0);
        ledger.add(write, now());
        simulation.statistics().writesSent++;
        send(write);
        if (chance.is(0.03)) {
            simulation.statistics().writesDuplicated++;
            send(write);
        }
    }

    private void query() {
        long id = nextId++;
        queries.put(id, ledger.acknowledgedMoney());
        long minimumTick = chance.is(0.5) ? 0 : ledger.highestTick();
        send(new Request.Query(id, -200, -200, 200, 200, minimumTick));
    }

    private void roam() {
        if (chance.is(0.5)) {
            logOut();
        } else {
            fallSilent(chance.is(0.6) ? chance.nanos(500, 5_000) : chance.nanos(10_000, 23_000));
        }
    }

    void logOut() {
        logoutId = nextId++;
        Request.Logout logout = new Request.Logout(logoutId);
        ledger.add(logout, now());
        send(logout);
    }

    /** Ends a silence. */
    void comeBack() {
        silentUntilNanos = 0;
    }

    void fallSilent(long forNanos) {
        simulation.trace().add(label(), "falls silent", forNanos / Chance.MILLI + " ms");
        enter(Phase.SILENT);
        silentUntilNanos = now() + forNanos;
    }

    // ---- what it hears ---------------------------------------------------------------------------------------------

    void broken(ClientConnection from) {
        if (from == connection && phase != Phase.SILENT) {
            move("connection broken");
        }
    }

    void received(ClientConnection from, ServerMessage message) {
        if (from != connection || phase == Phase.SILENT) {
            return;
        }
        heardNanos = now();
        if (!(message instanceof ServerMessage.QueryResult || message instanceof ServerMessage.Pong)) {
            simulation.trace().add(label(), "hears", message);
        }
        switch (message) {
            case ServerMessage.LoggedIn in -> loggedIn(in);
            case ServerMessage.Applied applied -> applied(applied.id(), applied.tick(), 0);
            case ServerMessage.AoeApplied applied -> applied(applied.id(), applied.tick(), applied.hits());
            case ServerMessage.QueryResult result -> queried(result);
            case ServerMessage.Pong ignored -> {}
            case ServerMessage.Failed failed -> failed(failed);
            case ServerMessage.Kicked ignored -> move("kicked");
            case ServerMessage.Redirect ignored -> move("redirected");
            case ServerMessage.Unknown unknown -> throw new Violation("unknown event " + unknown, null);
        }
    }

    private void loggedIn(ServerMessage.LoggedIn in) {
        if (in.id() != loginId || phase != Phase.LOGGING_IN) {
            return;
        }
        simulation.statistics().logins++;
        if (session != null && !session.equals(in.session())) {
            boolean allowed = mayLoseSession || logoutId != 0 || now() < doubtUntilNanos;
            simulation.invariants().sessionLost(this, allowed, in.session());
            if (logoutId == 0) {
                ledger.giveUpAll();
            }
        }
        session = in.session();
        mayLoseSession = false;
        everPlayed = true;
        enter(Phase.PLAYING);
        ledger.unanswered().forEach(entry -> {
            if (entry.againNanos != 0) {
                entry.againNanos = now();
            }
        });
        play();
    }

    private void applied(long id, long tick, int hits) {
        Long before = ledger.answeredTick(id);
        if (before != null) {
            simulation.statistics().answersRepeated++;
            simulation.invariants().answeredAgain(this, id, before, tick);
            return;
        }
        Ledger.Entry entry = ledger.answered(id, tick);
        if (entry == null) {
            return;
        }
        simulation.statistics().writesAcknowledged++;
        simulation.invariants().acknowledged(this, entry.write, tick, hits);
        if (id == logoutId) {
            loggedOut();
        } else if (chance.is(0.01)) {
            // a client that thinks that it got no answer
            send(entry.write);
        }
    }

    private void loggedOut() {
        doubtUntilNanos = Math.max(doubtUntilNanos, abandonedUntilNanos);
        logoutId = 0;
        if (chance.is(0.5)) {
            connection.close();
        }
        connection = null;
        session = null;
        enter(Phase.LOGGED_OUT);
        retryNanos = now() + chance.nanos(10, 1_500);
    }

    private void queried(ServerMessage.QueryResult result) {
        Long acknowledged = queries.remove(result.id());
        if (acknowledged != null && phase == Phase.PLAYING && simulation.mayWrite()) {
            simulation.statistics().queriesAnswered++;
            for (SimulatedClient other : simulation.clients()) {
                if (other != this && !other.roams) {
                    simulation.invariants().queried(this, acknowledged, result, other.user);
                }
            }
        }
    }

    private void failed(ServerMessage.Failed failed) {
        if (failed.id() == loginId && phase == Phase.LOGGING_IN) {
            if (failed.code().meaning() == ErrorCode.Meaning.NEVER) {
                throw new Violation(this + ": login was refused: " + failed, null);
            }
            move("login: " + failed.code());
            return;
        }
        Ledger.Entry entry = ledger.find(failed.id());
        if (entry == null) {
            return;
        }
        switch (failed.code()) {
            case UNAVAILABLE, OVERLOADED, TIMEOUT -> {
                entry.againNanos = now() + chance.nanos(10, 100);
                if (phase == Phase.PLAYING && chance.is(0.3)) {
                    move("write " + failed.id() + ": " + failed.code());
                }
            }
            case NOT_LOGGED_IN -> notLoggedIn(entry);
            case EXPIRED, BAD_REQUEST, OUT_OF_RANGE, TOO_LARGE, UNAUTHENTICATED ->
                throw new Violation(this + ": write was refused: " + failed, null);
        }
    }

    /** The node does not know the session; whether the cluster does, a login will tell. */
    private void notLoggedIn(Ledger.Entry entry) {
        entry.againNanos = now();
        if (phase == Phase.PLAYING) {
            move("write " + entry.write.id() + ": NOT_LOGGED_IN");
        }
    }
}
