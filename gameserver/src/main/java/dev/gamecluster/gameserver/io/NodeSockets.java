package dev.gamecluster.gameserver.io;

import dev.gamecluster.gameserver.core.NodeOutput;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.NodeMessage;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.zmtp.SocketKind;
import dev.gamecluster.protocol.zmtp.ZmtpFrames;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.zeromq.ZContext;

/**
 * Every socket between this node, the other nodes and the registry; belongs to the world thread.
 *
 * <p>Nothing blocks: a message that a connection does not take is dropped and counted, and the protocol above repeats what matters.
 * What is said in a cycle goes out with {@link #flush}, so that each connection is written to once. Nothing is queued for a connection
 * that is not open, so nothing old is delivered after an outage.
 */
final class NodeSockets implements NodeOutput, AutoCloseable {
    /** Messages of one kind that came and are not yet taken. More: nothing more is read until there are fewer. */
    private static final int RECEIVED = 4_096;

    private static final long REPORT_NANOS = 1_000_000_000L;
    /** How long it sleeps at most while a connection is to be dialled again. */
    private static final long DIALLING_MILLIS = 10;

    private final Exchange exchange;
    private final NodeCounters counters;
    private final Consumer<String> report;
    private final NodeEncoder encoder = new NodeEncoder();
    private final PeerSelector selector = new PeerSelector();
    private final Queue<FromPeer> fromPeers = new ArrayDeque<>();
    private final Queue<PeerMessage> fromMaster = new ArrayDeque<>();
    private final PeerPort internal;
    private final PeerPort feed;
    private final RegistrySocket registry;
    private DialledLink masterLink;
    private DialledLink masterFeed;
    private long malformedReportedNanos = System.nanoTime() - 2 * REPORT_NANOS;

    /** @param route leads back to who said it */
    record FromPeer(long route, PeerMessage message) {}

    NodeSockets(ZContext context, NodePorts ports, Exchange exchange, NodeCounters counters, Consumer<String> report) {
        this.exchange = exchange;
        this.counters = counters;
        this.report = report;
        PeerLink.Listener peers =
                new Receiver(fromPeers, (link, message) -> fromPeers.add(new FromPeer(link.number(), message)));
        this.internal = new PeerPort(
                ports.internalBind(),
                "gamecluster.node.internal-port",
                SocketKind.ROUTER,
                selector,
                peers,
                counters,
                report);
        this.feed = new PeerPort(
                ports.feedBind(), "gamecluster.node.feed-port", SocketKind.PUB, selector, peers, counters, report);
        this.registry = ports.registry() == null
                ? null
                : new RegistrySocket(
                        context,
                        selector,
                        new PeerAddress("the registry", ports.registry(), InetAddress::getAllByName, report));
        selector.wakeUpBy(exchange.world.channel());
    }

    // ---- in --------------------------------------------------------------------------------------------------------

    /** Sleeps until something comes or the time is over. */
    void sleep(long millis) {
        boolean dialling = masterLink != null && !(masterLink.isOpen() && masterFeed.isOpen());
        boolean ready = registry != null && registry.isReady();
        selector.select(ready ? 0 : dialling ? Math.min(millis, DIALLING_MILLIS) : millis);
    }

    /** Once in each cycle: takes in what came, dials what has to be dialled. */
    void look(long nowNanos) {
        selector.select(0);
        internal.look(nowNanos);
        feed.look(nowNanos);
        if (masterLink != null) {
            masterLink.look(nowNanos);
            masterFeed.look(nowNanos);
        }
        if (registry != null) {
            registry.look(nowNanos);
        }
    }

    /** @return the next message of the master or of its feed, or null when there is none */
    PeerMessage receiveFromMaster() {
        return fromMaster.poll();
    }

    /** @return null when there is none */
    FromPeer receiveFromPeer() {
        return fromPeers.poll();
    }

    /** @return null when there is none */
    ControlMessage receiveFromRegistry() {
        byte[] frame = registry == null ? null : registry.receive();
        while (frame != null) {
            if (decode(frame) instanceof ControlMessage message) {
                registry.heard(System.nanoTime());
                return message;
            }
            frame = registry.receive();
        }
        return null;
    }

    /** @return null when it is none */
    private NodeMessage decode(byte[] frame) {
        try {
            counters.peerMessages.increment();
            return NodeCodec.decode(frame);
        } catch (MalformedMessageException malformed) {
            malformed(malformed.getMessage());
            return null;
        }
    }

    /** Something came that is no message: counted, reported at most once a second, answered by nobody. */
    private void malformed(String why) {
        counters.malformed.increment();
        long nowNanos = System.nanoTime();
        if (nowNanos - malformedReportedNanos > REPORT_NANOS) {
            malformedReportedNanos = nowNanos;
            report.accept("refused a message between nodes: " + why);
        }
    }

    /** Decodes what connections bring, into a queue. */
    private final class Receiver implements PeerLink.Listener {
        /** Where a message goes. */
        private interface Taker {
            void take(PeerLink link, PeerMessage message);
        }

        private final Queue<?> queue;
        private final Taker taker;

        Receiver(Queue<?> queue, Taker taker) {
            this.queue = queue;
            this.taker = taker;
        }

        @Override
        public void message(PeerLink link, byte[] frame) {
            if (decode(frame) instanceof PeerMessage message) {
                taker.take(link, message);
            }
        }

        @Override
        public void strange(PeerLink link, String why) {
            malformed(why);
        }

        @Override
        public boolean hasRoom() {
            return queue.size() < RECEIVED;
        }
    }

    // ---- out -------------------------------------------------------------------------------------------------------

    /** Ends a cycle: what was said in it goes out. */
    void flush() {
        selector.flush();
    }

    @Override
    public void toClient(long connection, ServerMessage message) {
        exchange.answer(connection, message);
    }

    @Override
    public void publish(Delta delta) {
        byte[] frame = encoder.encode(new PeerMessage.Feed(delta));
        counters.deltas.increment();
        counters.deltaBytes.add(frame.length);
        byte[] wire = ZmtpFrames.frame(frame, false);
        for (PeerLink link : feed.links()) {
            if (link.isSubscribed()) {
                count(link.send(wire));
            }
        }
    }

    @Override
    public void toPeer(long route, PeerMessage message) {
        PeerLink link = internal.link(route);
        count(link != null && link.send(wire(message)));
    }

    @Override
    public void toMaster(PeerMessage message) {
        if (masterLink != null) {
            count(masterLink.send(wire(message)));
        }
    }

    @Override
    public void toRegistry(ControlMessage message) {
        if (registry != null) {
            registry.send(encoder.encode(message)).ifPresent(this::count);
        }
    }

    private byte[] wire(PeerMessage message) {
        return ZmtpFrames.frame(encoder.encode(message), false);
    }

    private void count(boolean taken) {
        if (!taken) {
            counters.peerRefused.increment();
        }
    }

    @Override
    public void follow(Endpoints master) {
        closeMaster();
        PeerLink.Listener listener = new Receiver(fromMaster, (link, message) -> fromMaster.add(message));
        try {
            masterLink = dial(SocketKind.DEALER, master.internal(), listener);
            masterFeed = dial(SocketKind.SUB, master.feed(), listener);
        } catch (IllegalArgumentException noEndpoint) {
            closeMaster();
            report.accept("cannot follow: " + noEndpoint.getMessage());
        }
    }

    private DialledLink dial(SocketKind kind, String endpoint, PeerLink.Listener listener) {
        PeerAddress address = new PeerAddress("the master", endpoint, InetAddress::getAllByName, report);
        return new DialledLink(kind, address, selector, listener, System.nanoTime());
    }

    @Override
    public void unfollow() {
        closeMaster();
    }

    private void closeMaster() {
        if (masterLink != null) {
            masterLink.close();
        }
        if (masterFeed != null) {
            masterFeed.close();
        }
        masterLink = null;
        masterFeed = null;
        fromMaster.clear();
    }

    @Override
    public void report(String sentence) {
        report.accept(sentence);
    }

    @Override
    public void close() {
        closeMaster();
        internal.close();
        feed.close();
        if (registry != null) {
            registry.close();
        }
        selector.close();
    }
}
