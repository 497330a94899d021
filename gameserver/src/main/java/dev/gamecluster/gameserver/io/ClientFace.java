package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.Decoded;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.RequestDecoder;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessageEncoder;
import java.util.LinkedHashSet;
import java.util.Set;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * The thread that owns the clients' socket: frames in, requests to the world thread; answers from the world thread, frames out.
 *
 * <p>A bad frame is answered here and goes no further. A client that does not read fills first ZeroMQ's queue, then its outbox; when that
 * is full too it is deaf: its outbox is dropped and its requests are answered OVERLOADED if they can be answered at all, and to the
 * world it is silent. Nobody waits for it.
 */
final class ClientFace implements Runnable {
    private static final int BATCH = 1_024;
    private static final int BACKLOG = 4_096;
    private static final int SEND_HIGH_WATER_MARK = 64;
    private static final int RECEIVE_HIGH_WATER_MARK = 512;
    private static final int HANDSHAKE_MILLIS = 5_000;
    private static final long SWEEP_NANOS = 1_000_000_000L;
    private static final int IDLE_MILLIS = 100;
    private static final int RETRY_MILLIS = 2;
    private static final int USER_BYTES = 110;
    private static final byte[] EMPTY = {};

    private final ZContext context;
    private final String bind;
    private final Exchange exchange;
    private final NodeCounters counters;
    private final ClientPeers peers = new ClientPeers(ClientPeers.LIMIT);
    private final Set<ClientPeer> stalled = new LinkedHashSet<>();
    private final LargeAnswers large = new LargeAnswers();
    private volatile boolean stop;
    private ZMQ.Socket socket;
    private ZMQ.Poller poller;
    private long sweepNanos;
    private boolean asked;

    ClientFace(ZContext context, String bind, Exchange exchange, NodeCounters counters) {
        this.context = context;
        this.bind = bind;
        this.exchange = exchange;
        this.counters = counters;
    }

    /** Any thread: ends the thread soon. */
    void stop() {
        stop = true;
        exchange.face.ring();
    }

    @Override
    public void run() {
        open();
        try {
            while (!stop) {
                cycle();
            }
        } finally {
            poller.close();
            socket.close();
        }
    }

    private void open() {
        socket = context.createSocket(SocketType.ROUTER);
        socket.setLinger(0);
        socket.setRouterMandatory(true);
        socket.setBacklog(BACKLOG);
        socket.setSndHWM(SEND_HIGH_WATER_MARK);
        socket.setRcvHWM(RECEIVE_HIGH_WATER_MARK);
        socket.setMaxMsgSize(Limits.CLIENT_FRAME_REFUSED_BYTES);
        socket.setMsgAllocator(new FrameAllocator(Limits.CLIENT_FRAME_REFUSED_BYTES));
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        NodeSockets.bind(socket, bind, "gamecluster.node.client-port");
        poller = context.createPoller(2);
        poller.register(exchange.face.channel(), ZMQ.Poller.POLLIN);
        poller.register(socket, ZMQ.Poller.POLLIN);
    }

    private void cycle() {
        long nowNanos = System.nanoTime();
        boolean worked = receive(nowNanos);
        worked |= answer();
        retryStalled();
        if (nowNanos > sweepNanos) {
            sweepNanos = nowNanos + SWEEP_NANOS;
            peers.forgetSilent(nowNanos);
        }
        if (asked) {
            asked = false;
            exchange.world.ring();
        }
        if (!worked) {
            sleep();
        }
    }

    private void sleep() {
        exchange.face.beforeSleep();
        if (!exchange.hasAnswers() && !stop) {
            poller.poll(stalled.isEmpty() ? IDLE_MILLIS : RETRY_MILLIS);
        }
        exchange.face.afterSleep();
    }

    // ---- in --------------------------------------------------------------------------------------------------------

    private boolean receive(long nowNanos) {
        int taken = 0;
        for (byte[] routingId = nextRoutingId();
                routingId != null;
                routingId = taken < BATCH ? nextRoutingId() : null) {
            taken++;
            ClientPeer known = peers.heard(routingId, nowNanos);
            receiveFrom(known == null ? new ClientPeer(ClientPeer.STRANGER, routingId) : known);
        }
        return taken > 0;
    }

    private byte[] nextRoutingId() {
        return socket.recv(ZMQ.DONTWAIT);
    }

    private void receiveFrom(ClientPeer peer) {
        byte[] frame = socket.hasReceiveMore() ? socket.recv(ZMQ.DONTWAIT) : EMPTY;
        peer.delimiter = frame.length == 0 && socket.hasReceiveMore();
        if (peer.delimiter) {
            frame = socket.recv(ZMQ.DONTWAIT);
        }
        if (socket.hasReceiveMore()) {
            while (socket.hasReceiveMore()) {
                socket.recv(ZMQ.DONTWAIT);
            }
            refuse(peer, new Failed(0, false, ErrorCode.BAD_REQUEST, "a message is one frame, this one had more"));
            return;
        }
        counters.requests.increment();
        switch (RequestDecoder.decode(frame)) {
            case Decoded.Ok ok -> take(peer, new Inbound(peer.connection, ok.request()));
            case Decoded.Bad bad -> refuse(peer, bad.failed());
        }
    }

    private void take(ClientPeer peer, Inbound inbound) {
        if (peer.isStranger()) {
            overloaded(peer, inbound, "this node knows " + ClientPeers.LIMIT + " clients, which is its limit");
        } else if (peer.deaf) {
            overloaded(peer, inbound, "you do not read your answers");
        } else if (exchange.offerRequest(inbound)) {
            asked = true;
        } else {
            overloaded(
                    peer, inbound, "this node has " + Limits.REQUEST_QUEUE + " requests waiting, which is its limit");
        }
    }

    private void overloaded(ClientPeer peer, Inbound inbound, String message) {
        counters.overloaded.increment();
        send(peer, Failed.of(inbound.request().id(), ErrorCode.OVERLOADED, message));
    }

    /** A bad frame is life too. */
    private void refuse(ClientPeer peer, Failed failed) {
        counters.badFrames.increment();
        if (!peer.deaf && !peer.isStranger() && exchange.offerRequest(new Inbound(peer.connection, null))) {
            asked = true;
        }
        send(peer, failed);
    }

    // ---- out -------------------------------------------------------------------------------------------------------

    private boolean answer() {
        int taken = 0;
        for (Outbound outbound = exchange.pollAnswer();
                outbound != null;
                outbound = taken < BATCH ? exchange.pollAnswer() : null) {
            taken++;
            ClientPeer peer = peers.of(outbound.connection());
            if (peer == null) {
                counters.undeliverable.increment();
            } else {
                send(peer, outbound.message());
            }
            if (outbound.message() instanceof ServerMessage.QueryResult result) {
                exchange.written(result.users().size());
            }
        }
        return taken > 0;
    }

    private void send(ClientPeer peer, ServerMessage message) {
        if (message instanceof ServerMessage.QueryResult result
                && result.users().size() > LargeAnswers.LARGE_BYTES / USER_BYTES) {
            sendLarge(peer, result);
        } else {
            send(peer, ServerMessageEncoder.encode(message));
        }
    }

    private void sendLarge(ClientPeer peer, ServerMessage.QueryResult result) {
        if (!large.hasRoom((long) USER_BYTES * result.users().size())) {
            counters.overloaded.increment();
            String why = "this node has too many large answers on the way; ask for a smaller area or later";
            send(peer, ServerMessageEncoder.encode(Failed.of(result.id(), ErrorCode.OVERLOADED, why)));
            return;
        }
        byte[] frame = ServerMessageEncoder.encode(result);
        large.hold(frame);
        send(peer, frame);
    }

    private void send(ClientPeer peer, byte[] frame) {
        counters.answers.increment();
        if (!peer.outbox.isEmpty() || !trySend(peer, frame)) {
            keep(peer, frame);
        }
    }

    private void keep(ClientPeer peer, byte[] frame) {
        if (peer.deaf || peer.isStranger()) {
            counters.undeliverable.increment();
            return;
        }
        boolean first = peer.outbox.isEmpty();
        if (!first
                && (peer.outbox.size() >= Limits.CLIENT_OUTBOX_MESSAGES
                        || peer.outboxBytes + frame.length > Limits.CLIENT_OUTBOX_BYTES)) {
            counters.droppedClients.increment();
            counters.undeliverable.add(peer.outbox.size() + 1L);
            peer.outbox.clear();
            peer.outboxBytes = 0;
            peer.deaf = true;
            stalled.remove(peer);
            return;
        }
        peer.outbox.addLast(frame);
        peer.outboxBytes += frame.length;
        stalled.add(peer);
    }

    private void retryStalled() {
        if (stalled.isEmpty()) {
            return;
        }
        stalled.removeIf(peer -> {
            while (!peer.outbox.isEmpty() && trySend(peer, peer.outbox.getFirst())) {
                byte[] sent = peer.outbox.pollFirst();
                peer.outboxBytes -= sent == null ? 0 : sent.length;
            }
            return peer.outbox.isEmpty();
        });
    }

    /** @return false when the peer's queue is full; a peer that is gone takes everything */
    private boolean trySend(ClientPeer peer, byte[] frame) {
        try {
            if (!socket.send(peer.routingId, ZMQ.SNDMORE | ZMQ.DONTWAIT)) {
                return false;
            }
            if (peer.delimiter) {
                socket.send(EMPTY, ZMQ.SNDMORE | ZMQ.DONTWAIT);
            }
            socket.send(frame, ZMQ.DONTWAIT);
            peer.deaf = false;
            return true;
        } catch (ZMQException refused) {
            if (refused.getErrorCode() == ZError.EAGAIN) {
                return false;
            }
            counters.undeliverable.increment();
            peer.outbox.clear();
            peer.outboxBytes = 0;
            return true;
        }
    }
}
