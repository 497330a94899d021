package dev.gamecluster.client;

import dev.gamecluster.protocol.client.Decoded;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.RequestDecoder;
import java.util.ArrayList;
import java.util.List;

/** The outside of a conversation, by hand: what was sent where, in the form in which a node would read it. */
final class RecordingWire implements Wire {
    final List<RecordedLink> links = new ArrayList<>();
    final List<ClientEvent> events = new ArrayList<>();
    int locates;

    @Override
    public void locate() {
        locates++;
    }

    @Override
    public Link open(NodeEndpoint node) {
        RecordedLink link = new RecordedLink(node);
        links.add(link);
        return link;
    }

    @Override
    public void tell(ClientEvent event) {
        events.add(event);
    }

    RecordedLink lastLink() {
        return links.getLast();
    }

    static final class RecordedLink implements Wire.Link {
        final NodeEndpoint node;
        final List<Request> sent = new ArrayList<>();
        boolean closed;
        boolean full;

        RecordedLink(NodeEndpoint node) {
            this.node = node;
        }

        @Override
        public boolean send(byte[] frame) {
            if (full) {
                return false;
            }
            sent.add(
                    switch (RequestDecoder.decode(frame)) {
                        case Decoded.Ok ok -> ok.request();
                        case Decoded.Bad bad -> throw new AssertionError("the client sent: " + bad);
                    });
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }

        List<Long> ids() {
            return sent.stream().map(Request::id).toList();
        }

        Request last() {
            return sent.getLast();
        }

        List<Request> take() {
            List<Request> taken = List.copyOf(sent);
            sent.clear();
            return taken;
        }
    }
}
