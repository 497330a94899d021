package dev.gamecluster.e2e.simulation;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A socket that a process dials to an address (DEALER or SUB), as ZeroMQ has it: it connects in the background, again and again,
 * keeps what is sent meanwhile, and says nothing when the connection is lost. Each connection is a new route for the listener.
 */
final class Wire {
    /** What is connected: the internal port, the feed, the registry's control port, or the registry's probe. */
    enum Kind {
        INTERNAL,
        FEED,
        CONTROL,
        PROBE
    }

    private static final int WAITING = 10_000;

    private final Network network;
    private final Kind kind;
    private final SimulatedProcess owner;
    private final int to;
    private final Consumer<byte[]> atOwner;
    private final Runnable whenLost;
    private final boolean keepsWaiting;
    private final long extraNanos;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private Direction<byte[]> forward;
    private Direction<byte[]> backward;
    private long route;
    private boolean closed;

    /**
     * @param atOwner what the owner does with a frame; runs as an input of the owner
     * @param whenLost called when an established connection breaks
     */
    Wire(Network network, Kind kind, SimulatedProcess owner, int to, Consumer<byte[]> atOwner, Runnable whenLost) {
        this.network = network;
        this.kind = kind;
        this.owner = owner;
        this.to = to;
        this.atOwner = atOwner;
        this.whenLost = whenLost;
        this.keepsWaiting = network.chance().is(0.7);
        this.extraNanos = kind == Kind.FEED && network.chance().is(0.25)
                ? network.chance().nanos(1, 25)
                : 0;
        network.register(this);
        connectSoon(0.1, 3);
    }

    Kind kind() {
        return kind;
    }

    int from() {
        return owner.address();
    }

    int to() {
        return to;
    }

    SimulatedProcess owner() {
        return owner;
    }

    /** The present connection, 0 when there is none. */
    long route() {
        return route;
    }

    private void connectSoon(double minimumMillis, double maximumMillis) {
        network.queue().after(network.chance().nanos(minimumMillis, maximumMillis), this::connect);
    }

    private void connect() {
        if (closed || route != 0) {
            return;
        }
        SimulatedProcess target = network.at(to);
        if (!target.isUp() || network.isCut(from(), to) || network.isCut(to, from())) {
            connectSoon(10, 40);
            return;
        }
        route = network.nextRoute();
        long ofRoute = route;
        forward = new Direction<>(
                network, from(), to, 0, frame -> target.deliver(() -> target.onWire(kind, ofRoute, frame)));
        backward =
                new Direction<>(network, to, from(), extraNanos, frame -> owner.deliver(() -> atOwner.accept(frame)));
        target.onDialled(this);
        while (!waiting.isEmpty()) {
            forward.send(waiting.removeFirst());
        }
    }

    void send(byte[] frame) {
        if (closed) {
            return;
        }
        if (route != 0) {
            forward.send(frame);
        } else if (waiting.size() < WAITING) {
            waiting.addLast(frame);
        }
    }

    /** From the listener. Dropped when that connection is no more. */
    void sendBack(long ofRoute, byte[] frame) {
        if (route == ofRoute && !closed) {
            backward.send(frame);
        }
    }

    /** The connection breaks: what is on the way is lost, in both directions. */
    void reset() {
        if (closed || route == 0) {
            return;
        }
        disconnect();
        if (!keepsWaiting) {
            waiting.clear();
        }
        whenLost.run();
        connectSoon(5, 35);
    }

    private void disconnect() {
        route = 0;
        forward.close();
        backward.close();
    }

    void close() {
        if (!closed) {
            if (route != 0) {
                disconnect();
            }
            closed = true;
            network.unregister(this);
        }
    }
}
