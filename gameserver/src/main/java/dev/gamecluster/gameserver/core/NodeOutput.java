package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.PeerMessage;

/** What a node does to the outside. Nothing here blocks; a message that cannot be sent is dropped and counted. */
public interface NodeOutput {
    /** @param connection as given to {@link NodeCore#onRequest} */
    void toClient(long connection, ServerMessage message);

    /** To every follower, over the feed. */
    void publish(Delta delta);

    /** @param route as given to {@link NodeCore#onPeer} */
    void toPeer(long route, PeerMessage message);

    /** To the master that {@link #follow} named last. */
    void toMaster(PeerMessage message);

    void toRegistry(ControlMessage message);

    /** From now on take deltas from this master's feed and send {@link #toMaster} to its internal endpoint. */
    void follow(Endpoints master);

    /** Follow nobody. */
    void unfollow();

    /** Something a person should read in the log: a change of role, a divergence; never once per message. */
    void report(String sentence);
}
