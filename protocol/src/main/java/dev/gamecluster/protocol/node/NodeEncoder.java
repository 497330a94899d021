package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Limits;

/** Messages to bytes with a buffer that is kept from message to message. Used by one thread. */
public final class NodeEncoder {
    private final BinaryWriter writer = new BinaryWriter();

    /**
     * One frame.
     *
     * @throws IllegalArgumentException the message breaks a bound of the protocol ({@link Limits}) or has a negative count
     */
    public byte[] encode(NodeMessage message) {
        writer.reset();
        writer.octet(NodeCodec.VERSION);
        switch (message) {
            case PeerMessage peer -> {
                writer.octet(PeerCodec.numberOf(peer));
                PeerCodec.write(writer, peer);
            }
            case ControlMessage control -> {
                writer.octet(ControlCodec.numberOf(control));
                ControlCodec.write(writer, control);
            }
        }
        if (writer.size() > Limits.NODE_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "message of " + writer.size() + " bytes is above the limit of " + Limits.NODE_FRAME_BYTES);
        }
        return writer.toArray();
    }
}
