package dev.gamecluster.gameserver.io;

import dev.gamecluster.gameserver.core.NodeOutput;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeEncoder;
import dev.gamecluster.protocol.node.NodeMessage;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Every socket between this node, the other nodes and the registry; belongs to the world thread.
 *
 * <p>Nothing blocks: a message that a socket does not take is dropped and counted, and the protocol above repeats what matters. The
 * dealers send only over completed connections, so nothing old is delivered after an outage. ZeroMQ gives each peer a routing id of a
 * zero byte and four bytes, which is the route; a peer that names itself otherwise is a stranger and not heard.
 */
final class NodeSockets implements NodeOutput, AutoCloseable {
    private static final int BACKLOG = 4_096;
    private static final int HIGH_WATER_MARK = 4_096;
    private static final int RECONNECT_MILLIS = 10;
    private static final int RECONNECT_LONGEST_MILLIS = 200;
    private static final int HANDSHAKE_MILLIS = 5_000;
    /**
     * One in a hundred connections that JeroMQ 0.6.0 makes never shakes hands (zeromq/jeromq pull request 1022): it is given up and made
     * anew soon, because a failover waits for it.
     */
    private static final int DIAL_HANDSHAKE_MILLIS = 250;

    private static final int ROUTE_BYTES = 5;
    /** Takes the place of a malformed message: no part of the core listens to it. */
    private static final NodeMessage IGNORED = new PeerMessage.ProbeReply(0, 0, Role.JOINING, 0, Position.NOTHING);

    private final ZContext context;
    private final Exchange exchange;
    private final NodeCounters counters;
    private final Consumer<String> report;
    private final NodeEncoder encoder = new NodeEncoder();
    private final ZMQ.Socket internal;
    private final ZMQ.Socket feed;
    private final RegistryAddress registryAddress;
    private final RegistryLink registry;
    private ZMQ.Socket masterLink;
    private ZMQ.Socket masterFeed;
    private ZMQ.Poller poller;
    private long lastRoute;
    private long malformedReportedNanos = Long.MIN_VALUE / 2;

    NodeSockets(ZContext context, NodePorts ports, Exchange exchange, NodeCounters counters, Consumer<String> report) {
        this.context = context;
        this.exchange = exchange;
        this.counters = counters;
        this.report = report;
        this.internal = socket(SocketType.ROUTER);
        internal.setRouterMandatory(true);
        bind(internal, ports.internalBind(), "gamecluster.node.internal-port");
        this.feed = socket(SocketType.PUB);
        bind(feed, ports.feedBind(), "gamecluster.node.feed-port");
        this.registryAddress = ports.registry() == null
                ? null
                : new RegistryAddress(ports.registry(), InetAddress::getAllByName, report);
        this.registry =
                ports.registry() == null ? null : new RegistryLink(registryAddress, this::dealer, System.nanoTime());
        renewPoller();
    }

    private ZMQ.Socket socket(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setBacklog(BACKLOG);
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setRcvHWM(HIGH_WATER_MARK);
        socket.setMaxMsgSize(Limits.NODE_FRAME_BYTES);
        socket.setMsgAllocator(new FrameAllocator(Limits.NODE_FRAME_BYTES));
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setReconnectIVL(RECONNECT_MILLIS);
        socket.setReconnectIVLMax(RECONNECT_LONGEST_MILLIS);
        return socket;
    }

    private ZMQ.Socket dialling(SocketType type) {
        ZMQ.Socket socket = socket(type);
        socket.setHandshakeIvl(DIAL_HANDSHAKE_MILLIS);
        return socket;
    }

    private ZMQ.Socket dealer(String endpoint) {
        ZMQ.Socket dealer = dialling(SocketType.DEALER);
        // JeroMQ 0.6.0 has this option the other way round than ZeroMQ: false is "queue only for completed connections"
        dealer.setImmediate(false);
        dealer.connect(endpoint);
        return dealer;
    }

    private static void bind(ZMQ.Socket socket, String endpoint, String key) {
        try {
            socket.bind(endpoint);
        } catch (ZMQException taken) {
            throw NodePorts.cannotListen(endpoint, key, taken);
        }
    }

    private void renewPoller() {
        if (poller != null) {
            poller.close();
        }
        poller = context.createPoller(8);
        poller.register(exchange.world.channel(), ZMQ.Poller.POLLIN);
        poller.register(internal, ZMQ.Poller.POLLIN);
        for (ZMQ.Socket socket : new ZMQ.Socket[] {registrySocket(), masterLink, masterFeed}) {
            if (socket != null) {
                poller.register(socket, ZMQ.Poller.POLLIN);
            }
        }
    }

    void poll(long millis) {
        poller.poll(millis);
    }

    // ---- in --------------------------------------------------------------------------------------------------------

    /** @return a message, or null when there is none */
    NodeMessage receiveFeed() {
        return masterFeed == null ? null : decode(masterFeed.recv(ZMQ.DONTWAIT));
    }

    NodeMessage receiveFromMaster() {
        return masterLink == null ? null : decode(masterLink.recv(ZMQ.DONTWAIT));
    }

    NodeMessage receiveFromRegistry() {
        ZMQ.Socket socket = registrySocket();
        NodeMessage message = socket == null ? null : decode(socket.recv(ZMQ.DONTWAIT));
        if (message != null) {
            registry.heard(System.nanoTime());
        }
        return message;
    }

    /** Null when there is no registry, or no address of it yet. */
    private ZMQ.Socket registrySocket() {
        return registry == null ? null : registry.socket();
    }

    /** Once in each cycle: leaves a registry that is silent, and dials anew. */
    void watchRegistry(long nowNanos) {
        if (registry != null && registry.look(nowNanos)) {
            renewPoller();
        }
    }

    NodeMessage receiveFromPeer() {
        byte[] routing = internal.recv(ZMQ.DONTWAIT);
        if (routing == null) {
            return null;
        }
        byte[] frame = internal.hasReceiveMore() ? internal.recv(ZMQ.DONTWAIT) : null;
        boolean single = frame != null && !internal.hasReceiveMore();
        while (internal.hasReceiveMore()) {
            internal.recv(ZMQ.DONTWAIT);
        }
        if (!single || routing.length != ROUTE_BYTES || routing[0] != 0) {
            return malformed("a message on the internal port is not one frame of an unnamed peer");
        }
        lastRoute = ByteBuffer.wrap(routing).getInt(1) & 0xFFFF_FFFFL;
        return decode(frame);
    }

    /** Where the message of the last {@link #receiveFromPeer} came from. */
    long lastRoute() {
        return lastRoute;
    }

    private NodeMessage decode(byte[] frame) {
        if (frame == null) {
            return null;
        }
        try {
            counters.peerMessages.increment();
            return NodeCodec.decode(frame);
        } catch (MalformedMessageException malformed) {
            return malformed(malformed.getMessage());
        }
    }

    /** Something came that is no message: counted, reported at most once a second, answered by nobody. */
    private NodeMessage malformed(String why) {
        counters.malformed.increment();
        long nowNanos = System.nanoTime();
        if (nowNanos - malformedReportedNanos > 1_000_000_000L) {
            malformedReportedNanos = nowNanos;
            report.accept("refused a message between nodes: " + why);
        }
        return IGNORED;
    }

    // ---- out -------------------------------------------------------------------------------------------------------

    @Override
    public void toClient(long connection, ServerMessage message) {
        exchange.answer(connection, message);
    }

    @Override
    public void publish(Delta delta) {
        byte[] frame = encoder.encode(new PeerMessage.Feed(delta));
        counters.deltas.increment();
        counters.deltaBytes.add(frame.length);
        send(feed, frame);
    }

    @Override
    public void toPeer(long route, PeerMessage message) {
        byte[] routing = new byte[ROUTE_BYTES];
        ByteBuffer.wrap(routing).putInt(1, (int) route);
        byte[] frame = encoder.encode(message);
        try {
            if (!internal.send(routing, ZMQ.SNDMORE | ZMQ.DONTWAIT)) {
                counters.peerRefused.increment();
            } else if (!internal.send(frame, ZMQ.DONTWAIT)) {
                counters.peerRefused.increment();
            }
        } catch (ZMQException gone) {
            counters.peerRefused.increment();
        }
    }

    @Override
    public void toMaster(PeerMessage message) {
        if (masterLink != null) {
            send(masterLink, encoder.encode(message));
        }
    }

    @Override
    public void toRegistry(ControlMessage message) {
        ZMQ.Socket socket = registrySocket();
        if (socket != null) {
            send(socket, encoder.encode(message));
        }
    }

    private void send(ZMQ.Socket socket, byte[] frame) {
        if (!socket.send(frame, ZMQ.DONTWAIT)) {
            counters.peerRefused.increment();
        }
    }

    @Override
    public void follow(Endpoints master) {
        closeMaster();
        masterLink = dealer(master.internal());
        masterFeed = dialling(SocketType.SUB);
        masterFeed.subscribe(ZMQ.SUBSCRIPTION_ALL);
        masterFeed.connect(master.feed());
        renewPoller();
    }

    @Override
    public void unfollow() {
        closeMaster();
        renewPoller();
    }

    private void closeMaster() {
        if (masterLink != null) {
            masterLink.close();
            masterFeed.close();
            masterLink = null;
            masterFeed = null;
        }
    }

    @Override
    public void report(String sentence) {
        report.accept(sentence);
    }

    @Override
    public void close() {
        poller.close();
        closeMaster();
        internal.close();
        feed.close();
        if (registry != null) {
            registry.close();
            registryAddress.close();
        }
    }
}
