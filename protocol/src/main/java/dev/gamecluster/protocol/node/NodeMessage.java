package dev.gamecluster.protocol.node;

/** Every message that travels in binary. The first byte is the protocol's version, the second says which message it is. */
public sealed interface NodeMessage permits PeerMessage, ControlMessage {}
