package dev.gamecluster.client;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.RequestEncoder;
import java.util.random.RandomGenerator;

/**
 * The way to a node: ask where to connect, connect, say hello, wait for the answer; after a failure wait a little and ask again.
 * Says when something is due; what the answer to hello means is the conversation's business.
 */
final class NodeSearch {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** How often a redirected client asks for another node before it stays where it is. */
    private static final int MOVE_ATTEMPTS = 12;

    private enum State {
        NONE,
        WAITING,
        LOCATING,
        HELLO
    }

    private final Wire wire;
    private final ClientOptions options;
    private final Backoff backoff;
    private State state = State.NONE;
    private long dueNanos;
    private int stayed;
    private Wire.Link link;
    private NodeEndpoint node;
    private long helloId;

    NodeSearch(Wire wire, ClientOptions options, RandomGenerator random) {
        this.wire = wire;
        this.options = options;
        this.backoff = new Backoff(random);
    }

    boolean isOff() {
        return state == State.NONE;
    }

    boolean isLocating() {
        return state == State.LOCATING;
    }

    boolean isWaitingForHello() {
        return state == State.HELLO;
    }

    /** Asks where to connect now. */
    void begin() {
        state = State.LOCATING;
        wire.locate();
    }

    /** The same, with short waits again. */
    void beginAfresh() {
        backoff.reset();
        stayed = 0;
        begin();
    }

    /** Asks later: the longer, the more often it was in vain. */
    void later(long nowNanos) {
        dropLink();
        state = State.WAITING;
        dueNanos = nowNanos + backoff.nextNanos();
    }

    /** A redirected client was sent where it is, or where nobody serves it: asks again a few times. */
    void stayed(long nowNanos) {
        stayed++;
        if (stayed >= MOVE_ATTEMPTS) {
            stop();
        } else {
            later(nowNanos);
        }
    }

    void hello(NodeEndpoint found, Request hello, long nowNanos) {
        node = found;
        link = wire.open(found);
        helloAgain(hello, nowNanos);
    }

    /** On the same connection. */
    void helloAgain(Request hello, long nowNanos) {
        state = State.HELLO;
        helloId = hello.id();
        dueNanos = nowNanos + options.connectMillis() * NANOS_PER_MILLI;
        link.send(RequestEncoder.encode(hello));
    }

    /** The waiting or the patience with the node is over. */
    boolean isDue(long nowNanos) {
        return (state == State.WAITING || state == State.HELLO) && nowNanos - dueNanos >= 0;
    }

    boolean owns(Wire.Link other) {
        return link != null && link == other;
    }

    boolean isHello(long id) {
        return id == helloId;
    }

    /** The node that hello was said to. */
    NodeEndpoint node() {
        return node;
    }

    /** Hello was answered well: hands the connection over and ends the search. */
    Wire.Link take() {
        Wire.Link taken = link;
        link = null;
        stayed = 0;
        state = State.NONE;
        return taken;
    }

    void stop() {
        dropLink();
        state = State.NONE;
    }

    private void dropLink() {
        if (link != null) {
            link.close();
            link = null;
        }
    }
}
