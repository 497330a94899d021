package dev.gamecluster.client;

/** What happens to a client besides answers. Delivered on the runtime's thread: listeners must not block. */
public sealed interface ClientEvent {

    /**
     * A node serves this client now.
     *
     * @param again false for the first connection, true when it follows an earlier one (with the session resumed, if there was one)
     */
    record Connected(NodeEndpoint node, boolean again) implements ClientEvent {}

    /** The node is lost; the client looks for another. */
    record Disconnected(NodeEndpoint node, String reason) implements ClientEvent {}

    /** The node asked the client to go; it stays connected until another node is ready. */
    record Redirected(NodeEndpoint node, String reason) implements ClientEvent {}

    /** The session was ended because its user logged in elsewhere. Everything unanswered has failed. */
    record Kicked(String reason) implements ClientEvent {}

    /** The cluster had forgotten the session; the user is logged in anew, velocity 0. Unanswered writes have failed. */
    record SessionLost(String newSession) implements ClientEvent {}

    /** No node could be found or reached; the client tries again. Delivered once per loss, with the first reason. */
    record Searching(String reason) implements ClientEvent {}
}
