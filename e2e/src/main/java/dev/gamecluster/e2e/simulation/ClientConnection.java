package dev.gamecluster.e2e.simulation;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;

/** One connection of a client to one life of a node. */
final class ClientConnection {
    private final long id;
    private final SimulatedClient client;
    private final SimulatedNode node;
    private final Network network;
    private final Direction<Request> requests;
    private final Direction<ServerMessage> answers;
    private boolean alive = true;

    ClientConnection(long id, SimulatedClient client, SimulatedNode node, Network network) {
        this.id = id;
        this.client = client;
        this.node = node;
        this.network = network;
        this.requests =
                new Direction<>(network, client.address(), node.address(), 0, request -> node.onRequest(this, request));
        this.answers = new Direction<>(
                network, node.address(), client.address(), 0, message -> client.received(this, message));
        node.connected(this);
    }

    long id() {
        return id;
    }

    SimulatedNode node() {
        return node;
    }

    void send(Request request) {
        if (alive) {
            requests.send(request);
        }
    }

    void toClient(ServerMessage message) {
        if (alive) {
            answers.send(message);
        }
    }

    /** The node's process ended; the client hears of it soon, or never. */
    void serverGone() {
        close();
        if (network.chance().is(0.6)) {
            network.queue().after(network.latencyNanos(node.address(), client.address()), () -> client.broken(this));
        }
    }

    /** What is on the way is lost. */
    void close() {
        if (alive) {
            alive = false;
            requests.close();
            answers.close();
        }
    }
}
