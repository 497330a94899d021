package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.Backoff;
import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.NodeEndpoint;
import java.util.random.RandomGenerator;

/**
 * One client's way to a node: ask where to connect, connect, and hand the connection over when it is open; after a failure wait a
 * little and ask again. Goes on until {@link #end}: what the node says to the login is the client's business.
 */
final class NodeHunt {
    /** How often a redirected client asks for another node before it stays where it is. */
    private static final int MOVE_ATTEMPTS = 12;

    private static final int MOST_DOUBLINGS = 3;
    private static final long CONNECT_NANOS = ClientOptions.DEFAULT.connectMillis() * 1_000_000L;

    private enum State {
        NONE,
        WAITING,
        LOCATING,
        CONNECTING,
        /** The client has the connection and tries it. */
        HANDED_OVER
    }

    private final Stage stage;
    private final EndpointSource endpoints;
    private final GameUser client;
    private final Backoff backoff;
    private State state = State.NONE;
    private NodeLink candidate;
    private long dueNanos;
    private int failures;
    private int stays;
    private boolean closed;

    NodeHunt(Stage stage, EndpointSource endpoints, GameUser client, RandomGenerator random) {
        this.stage = stage;
        this.endpoints = endpoints;
        this.client = client;
        this.backoff = new Backoff(random);
    }

    boolean isOn() {
        return state != State.NONE;
    }

    /** How long a node has to say something to us; twice as long after each failure. */
    long patienceNanos() {
        return CONNECT_NANOS << Math.min(failures, MOST_DOUBLINGS);
    }

    /** Asks at once; the waiting times go on where they were. */
    void begin() {
        stays = 0;
        locate();
    }

    /** The waiting times begin anew: the last connection was a good one. */
    void calm() {
        backoff.reset();
        failures = 0;
    }

    /** Asks later: the longer, the more often it was in vain. */
    void later(long nowNanos) {
        dropCandidate();
        state = State.WAITING;
        failures++;
        dueNanos = nowNanos + backoff.nextNanos();
        stage.wake(client, dueNanos);
    }

    /** The client is logged in on the connection that it was given. */
    void arrived() {
        if (state == State.HANDED_OVER) {
            state = State.NONE;
            failures = 0;
        }
    }

    private void end() {
        dropCandidate();
        state = State.NONE;
    }

    /** For good. */
    void close() {
        closed = true;
        end();
    }

    boolean owns(NodeLink link) {
        return candidate != null && candidate == link;
    }

    /** Hands the open connection over. */
    NodeLink take() {
        NodeLink taken = candidate;
        candidate = null;
        state = State.HANDED_OVER;
        return taken;
    }

    void wake(long nowNanos) {
        if (state == State.WAITING && nowNanos - dueNanos >= 0) {
            locate();
        }
    }

    void sweep(long nowNanos) {
        if (state == State.CONNECTING && nowNanos - dueNanos >= 0) {
            later(nowNanos);
        }
    }

    private void locate() {
        state = State.LOCATING;
        endpoints.locate().whenComplete((node, problem) -> stage.loop().post(() -> located(node, problem)));
    }

    private void located(NodeEndpoint node, Throwable problem) {
        if (closed || state != State.LOCATING) {
            return;
        }
        long nowNanos = System.nanoTime();
        if (problem != null) {
            stage.recorder().trouble(problem.getMessage());
            later(nowNanos);
        } else if (client.isAt(node)) {
            stay(nowNanos);
        } else {
            state = State.CONNECTING;
            dueNanos = nowNanos + patienceNanos();
            candidate = new NodeLink(stage.loop(), node, client);
        }
    }

    private void stay(long nowNanos) {
        stays++;
        if (stays >= MOVE_ATTEMPTS) {
            end();
        } else {
            later(nowNanos);
        }
    }

    private void dropCandidate() {
        if (candidate != null) {
            candidate.close();
            candidate = null;
        }
    }
}
