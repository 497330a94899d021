package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.gameserver.core.NodeOutput;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.PeerMessage;

/** An output of a node that goes nowhere; who needs a message overrides its method. */
class SilentOutput implements NodeOutput {
    @Override
    public void toClient(long connection, ServerMessage message) {}

    @Override
    public void publish(Delta delta) {}

    @Override
    public void toPeer(long route, PeerMessage message) {}

    @Override
    public void toMaster(PeerMessage message) {}

    @Override
    public void toRegistry(ControlMessage message) {}

    @Override
    public void follow(Endpoints master) {}

    @Override
    public void unfollow() {}

    @Override
    public void report(String sentence) {}
}
