package dev.gamecluster.registry.server;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Prepared;
import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import dev.gamecluster.protocol.node.ControlMessage.SteppedDown;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeMessage;
import dev.gamecluster.protocol.node.PeerMessage.Probe;
import dev.gamecluster.protocol.node.PeerMessage.ProbeReply;
import dev.gamecluster.protocol.node.Role;
import dev.gamecluster.registry.core.FakeNode;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A fake node behind real sockets: a control connection to the registry, an internal port that answers probes. */
public final class SocketNode implements AutoCloseable {
    /** JeroMQ 0.6.0 may begin a connection that never shakes hands; it is to be made anew soon. */
    static final int HANDSHAKE_MILLIS = 500;

    private static final AtomicInteger IDS = new AtomicInteger(1_000);

    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket control;
    private final ZMQ.Socket internal;
    private final Thread thread;
    private final String name;
    private final FakeNode node;
    private volatile boolean stopped;
    private volatile int clients;
    private volatile boolean draining;
    private long nextHeartbeatNanos;

    public SocketNode(String name, int controlPort) {
        this.name = name;
        control = context.createSocket(SocketType.DEALER);
        control.setHandshakeIvl(HANDSHAKE_MILLIS);
        control.setLinger(0);
        control.connect("tcp://127.0.0.1:" + controlPort);
        internal = context.createSocket(SocketType.ROUTER);
        internal.setLinger(0);
        int port = internal.bindToRandomPort("tcp://127.0.0.1");
        String address = "tcp://127.0.0.1:" + port;
        node = new FakeNode(name, IDS.incrementAndGet(), new Endpoints("tcp://" + name + ":5555", address, address));
        node.at(0, 0);
        thread = new Thread(this::run, name);
        thread.start();
    }

    public String name() {
        return name;
    }

    public void clients(int connected) {
        clients = connected;
    }

    public boolean isDraining() {
        return draining;
    }

    /** Its sockets close as those of a process that is killed. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        ZMQ.Poller poller = context.createPoller(2);
        poller.register(control, ZMQ.Poller.POLLIN);
        poller.register(internal, ZMQ.Poller.POLLIN);
        nextHeartbeatNanos = System.nanoTime();
        while (!stopped) {
            poller.poll(5);
            for (byte[] frame = control.recv(ZMQ.DONTWAIT); frame != null; frame = control.recv(ZMQ.DONTWAIT)) {
                onControl(decode(frame));
            }
            for (byte[] peer = internal.recv(ZMQ.DONTWAIT); peer != null; peer = internal.recv(ZMQ.DONTWAIT)) {
                onInternal(peer, decode(internal.recv()));
            }
            if (System.nanoTime() - nextHeartbeatNanos >= 0) {
                heartbeat();
            }
        }
        poller.close();
        context.close();
    }

    private static NodeMessage decode(byte[] frame) {
        try {
            return NodeCodec.decode(frame);
        } catch (MalformedMessageException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private void heartbeat() {
        nextHeartbeatNanos = System.nanoTime() + 100_000_000L;
        node.clients = clients;
        if (node.role == Role.MASTER) {
            node.at(node.epoch, node.position.seq() + 10);
        }
        send(node.heartbeat());
    }

    private void send(NodeMessage message) {
        control.send(NodeCodec.encode(message), ZMQ.DONTWAIT);
    }

    private void onControl(NodeMessage message) {
        switch (message) {
            case Prepare prepare -> {
                Prepared answer = node.on(prepare);
                if (answer != null) {
                    send(answer);
                }
            }
            case StepDown stepDown -> {
                if (node.stops(stepDown)) {
                    node.at(node.epoch, 1_000);
                    send(new SteppedDown("local/demo", node.id, node.epoch, node.position));
                }
            }
            case Assignment assignment -> {
                draining = assignment.draining();
                boolean changed = node.on(assignment);
                if (node.role == Role.SLAVE) {
                    node.at(node.epoch, 1_000);
                    node.admittedSeq = 900;
                }
                if (changed) {
                    heartbeat();
                }
            }
            default -> throw new AssertionError(message);
        }
    }

    private void onInternal(byte[] peer, NodeMessage message) {
        if (message instanceof Probe probe) {
            internal.send(peer, ZMQ.SNDMORE);
            internal.send(
                    NodeCodec.encode(new ProbeReply(probe.nonce(), node.id, node.role, node.epoch, node.position)));
        }
    }
}
