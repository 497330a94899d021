package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.Liveness;
import dev.gamecluster.client.NodeEndpoint;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.MalformedFrameException;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessageDecoder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One simulated player, with a connection of its own:
 *
 * <ol>
 *   <li>Ask where to connect, connect, log in (with the session when there is one), wait for the answer, then send everything that is
 *       unanswered, oldest first, with the ids that it has.
 *   <li>A request is sent when it is due. While there is no connection it is kept, and its time runs.
 *   <li>An answer that says "later" or leaves the outcome open: the same request again, with the same id, after 250 ms, 500 ms, 1 s.
 *   <li>Connection lost, or silent while it owes an answer: back to 1. Redirected: the same, but the old connection serves on until
 *       the new one is open.
 *   <li>Another session than ours in the answer of a login: the session is lost, and with it the outcome of the writes that were
 *       sent. A kick alone is not that: it can be the late effect of an own login whose connection was lost.
 * </ol>
 */
final class GameUser implements LoadClient, NodeLink.Owner {
    private static final int MOST_PATIENCE_DOUBLINGS = 3;
    /** A connection that held for less does not reset the waiting time between attempts. */
    private static final long STABLE_NANOS = 1_000_000_000L;

    /** What all players of a run share. */
    record Surroundings(Stage stage, EndpointSource endpoints, RequestWriter writer, AnswerScan scan, boolean walks) {}

    private enum Login {
        NONE,
        SENT,
        /** The node asked to repeat it later. */
        LATER
    }

    private final Surroundings surroundings;
    private final long user;
    private final NodeHunt hunt;
    private final Liveness liveness = new Liveness(ClientOptions.DEFAULT);
    private final UserRequests requests;

    private NodeLink link;
    private String session;
    private long servingSinceNanos;
    private boolean everServed;
    /** A node refused us for good. */
    private boolean unwelcome;

    private int silences;

    private Login login = Login.NONE;
    /** When it was sent, or is to be repeated. */
    private long loginNanos;

    private int loginRetries;
    /** The login is one that counts: the first, and those that the load asks for. */
    private boolean loginCounts;

    private long loginDueNanos;
    private long loginFirstSentNanos;

    GameUser(Surroundings surroundings, long user, SplittableRandom random) {
        this.surroundings = surroundings;
        this.user = user;
        this.requests = new UserRequests(recorder(), surroundings.writer(), random.nextLong(), liveness);
        this.hunt = new NodeHunt(surroundings.stage(), surroundings.endpoints(), this, random);
    }

    // ---- what the load asks for ------------------------------------------------------------------------------------

    @Override
    public void start(long dueNanos, long nowNanos) {
        recorder().due(dueNanos);
        loginCounts = true;
        loginDueNanos = dueNanos;
        hunt.begin();
    }

    @Override
    public void due(Operation operation, long dueNanos, long nowNanos) {
        recorder().due(dueNanos);
        if (!hasRoom()) {
            recorder().failed(dueNanos);
            recorder().error(unwelcome ? "NO_LOGIN" : "TOO_MANY_UNANSWERED", nowNanos);
        } else {
            requests.add(link, operation, dueNanos, nowNanos);
        }
    }

    @Override
    public int unanswered() {
        return requests.count() + (loginCounts ? 1 : 0);
    }

    @Override
    public boolean hasRoom() {
        return !unwelcome && requests.hasRoom();
    }

    @Override
    public void leave(long nowNanos) {
        if (requests.isServing()) {
            requests.logout(link);
        }
    }

    @Override
    public void close() {
        hunt.close();
        dropLink();
    }

    boolean isAt(NodeEndpoint node) {
        return link != null && link.node().endpoint().equals(node.endpoint());
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    @Override
    public void wake(long nowNanos) {
        hunt.wake(nowNanos);
        if (link == null) {
            return;
        }
        if (login == Login.LATER && nowNanos - loginNanos >= 0) {
            hello(nowNanos);
        }
        requests.repeatDue(link, login == Login.NONE, nowNanos);
    }

    @Override
    public void sweep(long nowNanos) {
        hunt.sweep(nowNanos);
        if (link == null) {
            return;
        }
        if (login == Login.NONE) {
            judge(nowNanos);
        } else if (login == Login.SENT && nowNanos - loginNanos >= hunt.patienceNanos()) {
            giveUp("does not answer a login", nowNanos);
        }
    }

    private void judge(long nowNanos) {
        switch (liveness.judge(nowNanos, requests.owedSinceNanos(nowNanos), silences)) {
            case WELL -> requests.repeatOld(link, nowNanos);
            case PING -> requests.heartbeat(link, nowNanos);
            case DEAD -> {
                silences = Math.min(silences + 1, MOST_PATIENCE_DOUBLINGS);
                giveUp("is silent", nowNanos);
            }
        }
    }

    // ---- the connection --------------------------------------------------------------------------------------------

    @Override
    public void opened(NodeLink open, long nowNanos) {
        if (hunt.owns(open)) {
            dropLink();
            link = hunt.take();
            hello(nowNanos);
        }
    }

    @Override
    public void lost(NodeLink gone, String reason, long nowNanos) {
        if (hunt.owns(gone)) {
            recorder().trouble(gone.node().label() + ": " + reason);
            hunt.later(nowNanos);
        } else if (gone == link) {
            giveUp(reason, nowNanos);
        }
    }

    private void giveUp(String reason, long nowNanos) {
        recorder().trouble(link.node().label() + ": " + reason);
        boolean wasGood = nowNanos - servingSinceNanos > STABLE_NANOS;
        boolean wasServing = login == Login.NONE;
        dropLink();
        if (!wasServing) {
            hunt.later(nowNanos);
        } else if (!hunt.isOn()) {
            if (wasGood) {
                hunt.calm();
            }
            hunt.begin();
        }
    }

    private void dropLink() {
        requests.hold();
        login = Login.NONE;
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private void hello(long nowNanos) {
        if (loginCounts && loginFirstSentNanos == 0) {
            loginFirstSentNanos = nowNanos;
            recorder().sent(loginDueNanos);
        }
        login = Login.SENT;
        loginNanos = nowNanos;
        RequestWriter.login(link.output(), UserRequests.LOGIN_ID, user, session);
        link.flush();
    }

    // ---- what nodes say --------------------------------------------------------------------------------------------

    @Override
    public void message(NodeLink from, byte[] bytes, int offset, int kept, long size, long nowNanos) {
        if (from != link) {
            return;
        }
        liveness.received(nowNanos);
        AnswerScan scan = surroundings.scan();
        if (scan.read(bytes, offset, kept)) {
            answered(scan.id(), scan.tick(), scan.lagMillis(), nowNanos);
            return;
        }
        try {
            understood(ServerMessageDecoder.decode(Arrays.copyOfRange(bytes, offset, offset + kept)), nowNanos);
        } catch (MalformedFrameException e) {
            recorder().error("MALFORMED_ANSWER", nowNanos);
            recorder().trouble(e.getMessage() + (kept < size ? " (only its head was read)" : ""));
        }
    }

    private void understood(ServerMessage message, long nowNanos) {
        switch (message) {
            case ServerMessage.LoggedIn in -> loggedIn(in, nowNanos);
            case ServerMessage.Applied applied -> answered(applied.id(), applied.tick(), -1, nowNanos);
            case ServerMessage.AoeApplied applied -> answered(applied.id(), applied.tick(), -1, nowNanos);
            case ServerMessage.QueryResult result -> answered(result.id(), result.tick(), result.lagMillis(), nowNanos);
            case ServerMessage.Pong pong -> answered(pong.id(), pong.tick(), pong.lagMillis(), nowNanos);
            case ServerMessage.Failed failed -> failed(failed, nowNanos);
            case ServerMessage.Kicked ignored -> {
                recorder().error("KICKED", nowNanos);
                dropLink();
                hunt.later(nowNanos);
            }
            case ServerMessage.Redirect ignored -> {
                recorder().redirected(nowNanos);
                if (!hunt.isOn()) {
                    hunt.calm();
                    hunt.begin();
                }
            }
            case ServerMessage.Unknown ignored -> {}
        }
    }

    private void answered(long id, long tick, long lagMillis, long nowNanos) {
        if (lagMillis >= 0) {
            recorder().lag(lagMillis, nowNanos);
        }
        Operation operation = requests.operation(id);
        if (operation == null) {
            return; // a heartbeat, or answered before
        }
        silences = 0;
        if (operation == Operation.RELOGIN) {
            loggedOut(id, nowNanos);
            return;
        }
        requests.answered(id, tick, nowNanos);
        surroundings.stage().finished(this, nowNanos);
    }

    private void failed(ServerMessage.Failed failed, long nowNanos) {
        recorder().error(failed.code().name(), nowNanos);
        if (!failed.idKnown()) {
            return;
        }
        boolean repeat = failed.code().meaning() != ErrorCode.Meaning.NEVER;
        if (failed.id() == UserRequests.LOGIN_ID) {
            loginFailed(failed, repeat, nowNanos);
        } else if (requests.operation(failed.id()) != null) {
            requestFailed(failed, repeat, nowNanos);
        }
    }

    private void requestFailed(ServerMessage.Failed failed, boolean repeat, long nowNanos) {
        if (repeat) {
            surroundings.stage().wake(this, requests.repeatLater(failed.id(), nowNanos));
            return;
        }
        if (requests.operation(failed.id()) == Operation.RELOGIN) {
            loggedOut(failed.id(), nowNanos);
            return;
        }
        requests.failed(failed.id());
        if (failed.code() == ErrorCode.NOT_LOGGED_IN && requests.isServing()) {
            sessionLost(nowNanos);
            session = null;
            requests.hold();
            hello(nowNanos);
        }
        surroundings.stage().finished(this, nowNanos);
    }

    // ---- sessions --------------------------------------------------------------------------------------------------

    private void loginFailed(ServerMessage.Failed failed, boolean repeat, long nowNanos) {
        if (repeat) {
            login = Login.LATER;
            loginNanos = nowNanos + UserRequests.retryNanos(loginRetries++);
            surroundings.stage().wake(this, loginNanos);
            return;
        }
        recorder().trouble("a login is refused: " + failed.message());
        unwelcome = true;
        if (loginCounts) {
            loginCounts = false;
            recorder().failed(loginDueNanos);
        }
        close();
    }

    private void loggedIn(ServerMessage.LoggedIn in, long nowNanos) {
        if (in.id() != UserRequests.LOGIN_ID || login == Login.NONE) {
            return;
        }
        if (session != null && !session.equals(in.session())) {
            sessionLost(nowNanos);
        }
        session = in.session();
        login = Login.NONE;
        loginRetries = 0;
        hunt.arrived();
        servingSinceNanos = nowNanos;
        liveness.connected(nowNanos);
        if (loginCounts) {
            loginCounts = false;
            recorder().answered(Kind.LOGIN, loginDueNanos, loginFirstSentNanos, nowNanos);
        } else {
            requests.moved();
            recorder().reconnected(nowNanos);
        }
        requests.serve(link, nowNanos);
        if (!everServed) {
            everServed = true;
            surroundings.stage().playing(this, nowNanos);
            if (surroundings.walks()) {
                due(Operation.SET_VELOCITY, nowNanos, nowNanos);
            }
        }
        surroundings.stage().finished(this, nowNanos);
    }

    /** The first half of a relogin is done. */
    private void loggedOut(long id, long nowNanos) {
        loginCounts = true;
        loginDueNanos = requests.dueNanos(id);
        loginFirstSentNanos = requests.firstSentNanos(id);
        requests.loggedOut(id);
        session = null;
        hello(nowNanos);
    }

    private void sessionLost(long nowNanos) {
        recorder().sessionLost(nowNanos);
        int inDoubt = requests.failWritesInDoubt();
        for (int i = 0; i < inDoubt; i++) {
            recorder().error("SESSION_LOST", nowNanos);
        }
    }

    private Recorder recorder() {
        return surroundings.stage().recorder();
    }
}
