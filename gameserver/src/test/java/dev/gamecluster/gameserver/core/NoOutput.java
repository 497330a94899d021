package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.PeerMessage;

/** An output for parts of a node; whatever a test does not expect fails. */
class NoOutput implements NodeOutput {
    private static AssertionError unexpected(Object what) {
        return new AssertionError("not expected: " + what);
    }

    @Override
    public void toClient(long connection, ServerMessage message) {
        throw unexpected(message);
    }

    @Override
    public void publish(Delta delta) {
        throw unexpected(delta);
    }

    @Override
    public void toPeer(long route, PeerMessage message) {
        throw unexpected(message);
    }

    @Override
    public void toMaster(PeerMessage message) {
        throw unexpected(message);
    }

    @Override
    public void toRegistry(ControlMessage message) {
        throw unexpected(message);
    }

    @Override
    public void follow(Endpoints master) {
        throw unexpected(master);
    }

    @Override
    public void unfollow() {
        throw unexpected("unfollow");
    }

    @Override
    public void report(String sentence) {
        throw unexpected(sentence);
    }
}
