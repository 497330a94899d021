package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Limits;

/**
 * Binary messages to bytes and back. The first byte is the version, the second the number of the message; the rest belongs to the
 * message (see {@code PROTOCOL.md}). Stateless; any thread may call it. Who encodes much keeps a {@link NodeEncoder}.
 */
public final class NodeCodec {
    /** Changes whenever the bytes of any message change. */
    public static final int VERSION = 2;

    private NodeCodec() {}

    /** One frame; see {@link NodeEncoder#encode}. */
    public static byte[] encode(NodeMessage message) {
        return new NodeEncoder().encode(message);
    }

    /** @throws MalformedMessageException the frame is not a message of this version; whatever the bytes are, nothing else is thrown */
    public static NodeMessage decode(byte[] frame) throws MalformedMessageException {
        if (frame.length > Limits.NODE_FRAME_BYTES) {
            throw new MalformedMessageException(
                    "message of " + frame.length + " bytes is above the limit of " + Limits.NODE_FRAME_BYTES);
        }
        BinaryReader reader = new BinaryReader(frame);
        int version = reader.octet("version");
        if (version != VERSION) {
            throw new MalformedMessageException("protocol version " + version + " is unknown, this is " + VERSION);
        }
        int number = reader.octet("message number");
        NodeMessage message = PeerCodec.read(reader, number);
        if (message == null) {
            message = ControlCodec.read(reader, number);
        }
        if (message == null) {
            throw new MalformedMessageException("message number " + number + " is unknown");
        }
        reader.expectEnd();
        return message;
    }
}
