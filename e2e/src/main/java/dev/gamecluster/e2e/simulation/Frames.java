package dev.gamecluster.e2e.simulation;

import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeMessage;

/** Messages between processes travel as bytes, so that no two processes share an object. */
final class Frames {
    private Frames() {}

    static byte[] encode(NodeMessage message) {
        return NodeCodec.encode(message);
    }

    static NodeMessage decode(byte[] frame) {
        try {
            return NodeCodec.decode(frame);
        } catch (MalformedMessageException e) {
            throw new Violation("a message between nodes could not be read: " + e.getMessage(), e);
        }
    }
}
