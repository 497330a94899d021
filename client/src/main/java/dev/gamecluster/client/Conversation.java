package dev.gamecluster.client;

import dev.gamecluster.client.Outstanding.Entry;
import dev.gamecluster.client.Outstanding.Kind;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.MalformedFrameException;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.RequestEncoder;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessageDecoder;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * One client's side of the protocol, without sockets, clock and threads:
 *
 * <ol>
 *   <li>Whenever there is a session to keep or a request to send and no node, ask for a node ({@link Wire#locate}), connect, and
 *       say hello: a login with the session when there is one, else a ping.
 *   <li>Hello answered with the same session: everything unanswered is sent again, in order, with the same ids. With another
 *       session: the cluster forgot ours, the outcome of unanswered writes is unknown, they fail.
 *   <li>A node that closes the connection, or answers nothing while it owes an answer and a ping, is lost: back to 1.
 *   <li>A redirect is the same, but the old connection serves on: first the new node has to answer a ping, and until it does nothing
 *       is given up. Then hello is said there; from then on the refusals of the old one mean nothing (the session has moved), its
 *       other answers still count. Where there is no other node to go to after several attempts, the client stays.
 *   <li>A kick ends the session for good, unless a login of our own was left unanswered shortly before: it was carried out late,
 *       on a connection that is gone, and has taken the session from us. Then we take it back.
 *   <li>Queries sent after a change of node carry the highest tick answered to a write as min_tick.
 * </ol>
 *
 * Not thread-safe: all calls on one thread.
 */
final class Conversation {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** A connection that held for less does not reset the waiting time between attempts. */
    private static final long STABLE_NANOS = 1_000 * NANOS_PER_MILLI;

    private final Wire wire;
    private final ClientOptions options;
    private final NodeSearch search;
    private final Outstanding outstanding;
    private final Liveness liveness;
    private final SessionState session = new SessionState();
    private final LateLogin lateLogin = new LateLogin();

    private long nextId = 1;
    private Wire.Link active;
    private NodeEndpoint activeNode;
    private boolean fading;
    private long activeSinceNanos;
    private boolean toldSearching;
    private String lastProblem = "no node was asked yet";
    private boolean closed;

    Conversation(Wire wire, ClientOptions options, RandomGenerator random) {
        this.wire = wire;
        this.options = options;
        this.search = new NodeSearch(wire, options, random);
        this.outstanding = new Outstanding(new Backoff(random), new Backoff(random));
        this.liveness = new Liveness(options);
    }

    // ---- from the owner --------------------------------------------------------------------------------------------

    void submit(LongFunction<Request> request, CompletableFuture<ServerMessage> answer, long nowNanos) {
        if (closed) {
            answer.completeExceptionally(new GameClientException.Closed("the client is closed"));
            return;
        }
        outstanding.add(request.apply(nextId++), answer, nowNanos + options.giveUpAfterMillis() * NANOS_PER_MILLI);
        if (active == null && search.isOff()) {
            search.begin();
        }
        flush(nowNanos);
    }

    void close(String why) {
        closed = true;
        forgetEverything();
        Outstanding.failAll(outstanding.takeAll(), entry -> new GameClientException.Closed(why));
    }

    void onTick(long nowNanos) {
        if (closed) {
            return;
        }
        Outstanding.failAll(
                outstanding.takeExpired(nowNanos), entry -> entry.unanswered(options.giveUpAfterMillis(), lastProblem));
        pursueSearch(nowNanos);
        if (active != null && !fading) {
            outstanding.resendOverdue(nowNanos, options.resendAfterMillis() * NANOS_PER_MILLI);
            watch(nowNanos);
            flush(nowNanos);
        }
    }

    // ---- looking for a node ----------------------------------------------------------------------------------------

    private void pursueSearch(long nowNanos) {
        boolean due = search.isDue(nowNanos);
        if (due && search.isWaitingForHello()) {
            candidateFailed("did not answer in " + options.connectMillis() + " ms", nowNanos);
        } else if (due || search.isOff() && active == null && (session.exists() || !outstanding.isEmpty())) {
            search.begin();
        }
    }

    void located(NodeEndpoint node, long nowNanos) {
        if (!search.isLocating()) {
            return;
        }
        if (active != null && node.endpoint().equals(activeNode.endpoint())) {
            search.stayed(nowNanos);
        } else if (active != null) {
            search.hello(node, new Request.Ping(nextId++), nowNanos);
        } else {
            search.hello(node, session.hello(nextId++), nowNanos);
        }
    }

    /** The node answers; but the session has to come too, and only now it leaves the node that serves it. */
    private void bringSession(long nowNanos) {
        fading = active != null;
        search.helloAgain(session.hello(nextId++), nowNanos);
    }

    /** Nobody says where to connect: the node that served last may well be there still. */
    void notLocated(String problem, long nowNanos) {
        if (!search.isLocating()) {
            return;
        }
        problem(problem);
        if (active == null && activeNode != null) {
            search.hello(activeNode, session.hello(nextId++), nowNanos);
        } else {
            search.later(nowNanos);
        }
    }

    private void candidateFailed(String problem, long nowNanos) {
        boolean served = active != null && !fading;
        if (served) {
            search.stayed(nowNanos);
        } else {
            search.later(nowNanos);
            lateLogin.left(session.exists(), nowNanos);
            dropActive();
        }
        problem(search.node().label() + " " + problem);
    }

    private void problem(String problem) {
        lastProblem = problem;
        if (active == null && !toldSearching) {
            toldSearching = true;
            wire.tell(new ClientEvent.Searching(problem));
        }
    }

    private void adopt(long nowNanos) {
        boolean again = activeNode != null;
        if (activeNode == null || !activeNode.endpoint().equals(search.node().endpoint())) {
            session.moved();
        }
        dropActive();
        active = search.take();
        activeNode = search.node();
        toldSearching = false;
        activeSinceNanos = nowNanos;
        liveness.connected(nowNanos);
        outstanding.connectionLost();
        wire.tell(new ClientEvent.Connected(activeNode, again));
    }

    private void helloAnswered(ServerMessage.Answer answer, long nowNanos) {
        if (!search.isHello(answer.id())) {
            return;
        }
        switch (answer) {
            case ServerMessage.LoggedIn in -> {
                adopt(nowNanos);
                if (!session.is(in.session())) {
                    sessionLost(in);
                }
            }
            case ServerMessage.Pong ignored -> {
                if (session.exists()) {
                    bringSession(nowNanos);
                } else {
                    adopt(nowNanos);
                }
            }
            case ServerMessage.Failed failed -> helloRefused(failed, nowNanos);
            case ServerMessage.Applied _, ServerMessage.AoeApplied _, ServerMessage.QueryResult _ ->
                candidateFailed("answered a login with something else", nowNanos);
        }
        flush(nowNanos);
    }

    private void helloRefused(ServerMessage.Failed failed, long nowNanos) {
        candidateFailed("answered " + failed.code() + ": " + failed.message(), nowNanos);
        if (failed.code().meaning() == ErrorCode.Meaning.NEVER && session.exists() && active == null) {
            forgetEverything();
            Outstanding.failAll(
                    outstanding.takeAll(), entry -> new GameClientException.Refused(failed.code(), failed.message()));
        }
    }

    private void sessionLost(ServerMessage.LoggedIn in) {
        session.replacedBy(in);
        Outstanding.failAll(
                outstanding.takeWrites(),
                entry -> new GameClientException.SessionLost(entry
                        + (entry.everSent()
                                ? ": the cluster forgot the session before it was answered; its outcome is unknown"
                                : ": the cluster forgot the session before it was sent; it was not applied")));
        wire.tell(new ClientEvent.SessionLost(in.session()));
    }

    // ---- from the nodes --------------------------------------------------------------------------------------------

    void onFrame(Wire.Link from, byte[] frame, long nowNanos) {
        boolean candidate = search.owns(from);
        if (!candidate && (active == null || from != active)) {
            return;
        }
        if (!candidate) {
            liveness.received(nowNanos);
        }
        ServerMessage message;
        try {
            message = ServerMessageDecoder.decode(frame);
        } catch (MalformedFrameException e) {
            onDisconnected(from, "sent a frame that is no message: " + e.getMessage(), nowNanos);
            return;
        }
        switch (message) {
            case ServerMessage.Kicked kicked -> kicked(from, kicked.reason(), nowNanos);
            case ServerMessage.Redirect redirect -> redirected(from, redirect.reason(), nowNanos);
            case ServerMessage.Unknown ignored -> {} // of a newer server
            case ServerMessage.Answer answer -> {
                if (candidate) {
                    helloAnswered(answer, nowNanos);
                } else {
                    answered(answer, nowNanos);
                }
            }
        }
    }

    void onDisconnected(Wire.Link link, String reason, long nowNanos) {
        if (search.owns(link)) {
            candidateFailed(reason, nowNanos);
        } else if (link == active && active != null) {
            lose(reason, nowNanos);
        }
    }

    private void lose(String reason, long nowNanos) {
        NodeEndpoint lost = activeNode;
        boolean stable = nowNanos - activeSinceNanos > STABLE_NANOS;
        lastProblem = lost.label() + " " + reason;
        lateLogin.left(outstanding.owesLogin(), nowNanos);
        dropActive();
        outstanding.connectionLost();
        wire.tell(new ClientEvent.Disconnected(lost, reason));
        if (search.isLocating() || search.isWaitingForHello()) {
            return; // it was on its way to another node already
        }
        if (stable) {
            search.beginAfresh();
        } else {
            search.later(nowNanos);
        }
    }

    private void redirected(Wire.Link from, String reason, long nowNanos) {
        if (search.owns(from)) {
            candidateFailed("is going away: " + reason, nowNanos);
        } else if (search.isOff()) {
            wire.tell(new ClientEvent.Redirected(activeNode, reason));
            search.beginAfresh();
        }
    }

    private void kicked(Wire.Link from, String reason, long nowNanos) {
        if (from == active && fading) {
            return; // our own resume on the new connection kicks the old one
        }
        if (from == active && lateLogin.takeBlame(nowNanos)) {
            lose("gave the session to a login of ours that came late", nowNanos);
            return;
        }
        forgetEverything();
        Outstanding.failAll(
                outstanding.takeAll(),
                entry -> new GameClientException.Kicked(entry + " failed, the session was ended: " + reason));
        wire.tell(new ClientEvent.Kicked(reason));
    }

    private void answered(ServerMessage.Answer answer, long nowNanos) {
        if (answer instanceof ServerMessage.Failed failed && (!failed.idKnown() || fading)) {
            return;
        }
        Entry entry = outstanding.find(answer.id());
        if (entry == null || fading && entry.kind == Kind.LOGOUT) {
            return; // a logout is repeated on the new connection, which has been told to resume the session
        }
        switch (answer) {
            case ServerMessage.Failed failed -> {
                refused(entry, failed, nowNanos);
                return;
            }
            case ServerMessage.LoggedIn in -> session.loggedIn(entry.request, in);
            case ServerMessage.Applied applied -> applied(entry, applied.tick());
            case ServerMessage.AoeApplied applied -> applied(entry, applied.tick());
            case ServerMessage.QueryResult ignored -> {}
            case ServerMessage.Pong ignored -> {}
        }
        outstanding.complete(entry, answer);
        flush(nowNanos);
    }

    private void applied(Entry entry, long tick) {
        session.written(tick);
        if (entry.kind == Kind.LOGOUT) {
            session.end();
        }
    }

    private void refused(Entry entry, ServerMessage.Failed failed, long nowNanos) {
        if (failed.code() == ErrorCode.NOT_LOGGED_IN && entry.isWrite() && session.exists()) {
            lose("does not know the session: " + failed.message(), nowNanos);
            return;
        }
        switch (failed.code().meaning()) {
            case LATER, UNKNOWN -> {
                lastProblem = activeNode.label() + " answered " + failed.code() + ": " + failed.message();
                outstanding.repeatLater(entry, nowNanos);
            }
            case NEVER -> {
                boolean forgotten = failed.code() == ErrorCode.EXPIRED && entry.repeated();
                outstanding.fail(
                        entry,
                        forgotten
                                ? new GameClientException.OutcomeUnknown(
                                        entry + ": its outcome is unknown, the session no longer remembers it")
                                : new GameClientException.Refused(failed.code(), failed.message()));
            }
        }
    }

    // ---- the connection --------------------------------------------------------------------------------------------

    private void watch(long nowNanos) {
        long owedNanos = outstanding.owedSinceNanos(nowNanos);
        switch (liveness.judge(nowNanos, owedNanos, outstanding.patienceDoublings())) {
            case WELL -> {}
            case PING -> ping(nowNanos);
            case DEAD -> {
                long silentMillis = liveness.silentNanos(nowNanos, owedNanos) / NANOS_PER_MILLI;
                lose("answered nothing for " + silentMillis + " ms", nowNanos);
            }
        }
    }

    private void ping(long nowNanos) {
        liveness.sent(nowNanos);
        outstanding.add(new Request.Ping(nextId++), null, nowNanos + options.giveUpAfterMillis() * NANOS_PER_MILLI);
    }

    private void flush(long nowNanos) {
        if (active == null || fading) {
            return;
        }
        outstanding.flush(nowNanos, request -> {
            boolean sent = active.send(RequestEncoder.encode(session.withMinimumTick(request)));
            if (sent) {
                liveness.sent(nowNanos);
            }
            return sent;
        });
    }

    private void forgetEverything() {
        session.end();
        dropActive();
        search.stop();
    }

    private void dropActive() {
        if (active != null) {
            active.close();
        }
        active = null;
        fading = false;
    }
}
