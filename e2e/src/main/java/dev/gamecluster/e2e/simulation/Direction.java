package dev.gamecluster.e2e.simulation;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * One direction of one connection, like TCP: everything arrives in order, however late; while the way is cut it waits; when the
 * connection breaks, what is on the way is lost.
 */
final class Direction<T> {
    private record Flying<T>(long arrivalNanos, T message) {}

    private final Network network;
    final int from;
    final int to;
    private final long extraNanos;
    private final Consumer<T> receiver;
    private final ArrayDeque<Flying<T>> flying = new ArrayDeque<>();
    private long lastArrivalNanos;
    private boolean open = true;

    Direction(Network network, int from, int to, long extraNanos, Consumer<T> receiver) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.extraNanos = extraNanos;
        this.receiver = receiver;
        network.register(this);
    }

    void send(T message) {
        if (!open) {
            return;
        }
        network.countMessage();
        long arrival = network.queue().nowNanos() + network.latencyNanos(from, to) + extraNanos;
        lastArrivalNanos = Math.max(lastArrivalNanos, arrival);
        flying.addLast(new Flying<>(lastArrivalNanos, message));
        network.queue().at(lastArrivalNanos, this::arrive);
    }

    /** Delivers what is due; called for each arrival and when a cut heals. */
    void arrive() {
        long now = network.queue().nowNanos();
        while (open && !flying.isEmpty() && flying.getFirst().arrivalNanos <= now && !network.isCut(from, to)) {
            receiver.accept(flying.removeFirst().message);
        }
    }

    void close() {
        open = false;
        flying.clear();
        network.unregister(this);
    }
}
