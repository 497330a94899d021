package dev.gamecluster.client;

/** What a conversation asks of the outside. All calls return at once; answers come as calls of the conversation. */
interface Wire {

    /** Answered by {@link Conversation#located} or {@link Conversation#notLocated}. */
    void locate();

    /** Starts to connect. Frames and the loss of the link are reported with the link. */
    Link open(NodeEndpoint node);

    void tell(ClientEvent event);

    /** One connection to one node. */
    interface Link {
        /** @return false when it cannot take the frame now */
        boolean send(byte[] frame);

        /** Nothing is reported of a closed link. */
        void close();
    }
}
