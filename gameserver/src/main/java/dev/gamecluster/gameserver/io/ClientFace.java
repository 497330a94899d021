package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.Decoded;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.RequestDecoder;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessageEncoder;
import dev.gamecluster.protocol.zmtp.ZmtpFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The thread that owns the clients' connections: frames in, requests to the world thread; answers from the world thread, frames out.
 * It speaks ZMTP itself, because a JeroMQ socket costs an I/O thread that looks at each of its connections whenever it wakes.
 *
 * <p>A bad frame is answered here and goes no further. A client that does not read fills first the kernel's buffer, then its outbox;
 * when that is full too it loses its connection. Nobody waits for it.
 */
final class ClientFace implements Runnable, ClientLink.Listener {
    private static final int BATCH = 1_024;
    private static final int ACCEPTED_AT_ONCE = 256;
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final long SWEEP_NANOS = 1_000_000_000L;
    private static final int IDLE_MILLIS = 100;
    private static final int USER_BYTES = 110;
    private static final byte[] DELIMITER = ZmtpFrames.frame(new byte[0], true);

    private final String bind;
    private final Exchange exchange;
    private final NodeCounters counters;
    private final Consumer<String> report;
    private final ClientLinks links = new ClientLinks(ClientLinks.LIMIT);
    private final List<ClientLink> sending = new ArrayList<>();
    private final LargeAnswers large = new LargeAnswers();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final byte[] received = new byte[BUFFER_BYTES];
    private final Consumer<SelectionKey> onReady = this::ready;
    private final Consumer<byte[]> onLeft = large::left;
    private volatile boolean stop;
    private Selector selector;
    private ListeningPort port;
    private SelectionKey doorbell;
    private long nowNanos;
    private long sweepNanos;
    private long unfinishedBytes;
    private boolean asked;

    ClientFace(String bind, Exchange exchange, NodeCounters counters, Consumer<String> report) {
        this.bind = bind;
        this.exchange = exchange;
        this.counters = counters;
        this.report = report;
    }

    /** Any thread: ends the thread soon. */
    void stop() {
        stop = true;
        exchange.face.ring();
    }

    @Override
    public void run() {
        try {
            selector = Selector.open();
            port = new ListeningPort(bind, "gamecluster.node.client-port", "a client", selector, report);
            doorbell = exchange.face.channel().register(selector, SelectionKey.OP_READ);
            while (!stop) {
                cycle();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the selector of the client port broke", broken);
        } finally {
            close();
        }
    }

    private void close() {
        links.all().forEach(this::close);
        try {
            if (port != null) {
                port.close();
            }
            if (selector != null) {
                selector.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the client port could not be closed", broken);
        }
    }

    private void cycle() throws IOException {
        nowNanos = System.nanoTime();
        boolean answered = answer();
        flush();
        port.resume(nowNanos);
        sweep();
        if (answered) {
            selector.selectNow(onReady);
        } else {
            sleep();
        }
        if (asked) {
            asked = false;
            exchange.flushRequests();
        }
    }

    private void sleep() throws IOException {
        exchange.face.beforeSleep();
        if (exchange.hasAnswers() || stop) {
            selector.selectNow(onReady);
        } else {
            selector.select(onReady, IDLE_MILLIS);
        }
        exchange.face.afterSleep();
    }

    private void ready(SelectionKey key) {
        if (port.isKey(key)) {
            accept();
        } else if (key != doorbell) {
            ready(key, (ClientLink) key.attachment());
        }
    }

    private void ready(SelectionKey key, ClientLink link) {
        try {
            if (key.isWritable()) {
                send(link);
            }
            if (key.isValid() && key.isReadable()) {
                read(link);
            }
        } catch (IOException gone) {
            close(link);
        }
    }

    private void sweep() {
        if (nowNanos - sweepNanos > 0) {
            sweepNanos = nowNanos + SWEEP_NANOS;
            links.forgetSilent(nowNanos);
            links.findUseless(nowNanos).forEach(this::close);
        }
    }

    // ---- connections -----------------------------------------------------------------------------------------------

    private void accept() {
        long acceptedNanos = System.nanoTime();
        for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
            SocketChannel channel = port.accept(acceptedNanos);
            if (channel == null) {
                return;
            }
            ClientLink link = new ClientLink(channel, this, acceptedNanos);
            try {
                if (links.isFull()) {
                    counters.overloaded.increment();
                    channel.close();
                } else {
                    link.registered(channel.register(selector, SelectionKey.OP_READ, link));
                    links.add(link);
                }
            } catch (IOException gone) {
                close(link);
            }
        }
    }

    private void close(ClientLink link) {
        links.remove(link);
        unfinishedBytes -= link.countedBytes;
        link.countedBytes = 0;
        counters.undeliverable.add(link.outbox.drop(onLeft));
        try {
            link.channel.close();
        } catch (IOException gone) {
            // that is what was wanted
        }
    }

    // ---- in --------------------------------------------------------------------------------------------------------

    private void read(ClientLink link) throws IOException {
        int count = link.channel.read(input.clear());
        if (count < 0) {
            close(link);
            return;
        }
        nowNanos = System.nanoTime();
        input.flip().get(received, 0, count);
        link.receive(received, count);
        wantSend(link);
        unfinishedBytes += link.heldBytes() - link.countedBytes;
        link.countedBytes = link.heldBytes();
        if (link.isRefused()) {
            close(link);
        } else if (link.countedBytes > 0 && unfinishedBytes > Limits.UNFINISHED_FRAME_BYTES) {
            counters.droppedClients.increment();
            close(link);
        }
    }

    @Override
    public void message(ClientLink link, byte[] frame, long size) {
        links.heard(link, nowNanos);
        counters.requests.increment();
        switch (RequestDecoder.decode(frame, size)) {
            case Decoded.Ok ok -> take(link, new Inbound(link.number, ok.request()));
            case Decoded.Bad bad -> refuse(link, bad.failed());
        }
    }

    @Override
    public void manyFrames(ClientLink link) {
        links.heard(link, nowNanos);
        refuse(link, new Failed(0, false, ErrorCode.BAD_REQUEST, "a message is one frame, this one had more"));
    }

    private void take(ClientLink link, Inbound inbound) {
        if (exchange.offerRequest(inbound)) {
            asked = true;
            return;
        }
        counters.overloaded.increment();
        String message = "this node has " + Limits.REQUEST_QUEUE + " requests waiting, which is its limit";
        send(link, Failed.of(inbound.request().id(), ErrorCode.OVERLOADED, message));
    }

    /** A bad frame is life too. */
    private void refuse(ClientLink link, Failed failed) {
        counters.badFrames.increment();
        if (exchange.offerRequest(new Inbound(link.number, null))) {
            asked = true;
        }
        send(link, failed);
    }

    // ---- out -------------------------------------------------------------------------------------------------------

    private boolean answer() {
        int taken = 0;
        for (Outbound outbound = exchange.pollAnswer();
                outbound != null;
                outbound = taken < BATCH ? exchange.pollAnswer() : null) {
            taken++;
            ClientLink link = links.of(outbound.connection());
            if (link == null) {
                counters.undeliverable.increment();
            } else {
                send(link, outbound.message());
            }
            if (outbound.message() instanceof ServerMessage.QueryResult result) {
                exchange.written(result.users().size());
            }
        }
        return taken > 0;
    }

    private void send(ClientLink link, ServerMessage message) {
        long expected = message instanceof ServerMessage.QueryResult result
                ? (long) USER_BYTES * result.users().size()
                : 0;
        if (expected > LargeAnswers.LARGE_BYTES && !large.hasRoom(expected)) {
            counters.overloaded.increment();
            String why = "this node has too many large answers on the way; ask for a smaller area or later";
            long id = ((ServerMessage.QueryResult) message).id();
            send(link, ServerMessageEncoder.encode(Failed.of(id, ErrorCode.OVERLOADED, why)));
        } else {
            send(link, ServerMessageEncoder.encode(message));
        }
    }

    private void send(ClientLink link, byte[] body) {
        counters.answers.increment();
        if (link.outbox.isFull() && !makeRoom(link)) {
            counters.droppedClients.increment();
            counters.undeliverable.increment();
            close(link);
            return;
        }
        if (link.wantsDelimiter()) {
            link.outbox.add(DELIMITER);
        }
        if (body.length < LargeAnswers.LARGE_BYTES) {
            link.outbox.add(ZmtpFrames.frame(body, false));
        } else {
            large.hold(body);
            link.outbox.add(ZmtpFrames.longHeader(body.length));
            link.outbox.add(body);
        }
        wantSend(link);
    }

    /** Many answers of one cycle may be more than an outbox takes, and yet their client reads. */
    private boolean makeRoom(ClientLink link) {
        try {
            send(link);
        } catch (IOException gone) {
            return false;
        }
        return !link.outbox.isFull();
    }

    private void wantSend(ClientLink link) {
        if (!link.waitsToSend && !link.outbox.isEmpty()) {
            link.waitsToSend = true;
            sending.add(link);
        }
    }

    private void flush() {
        for (ClientLink link : sending) {
            link.waitsToSend = false;
            try {
                if (link.channel.isOpen()) {
                    send(link);
                }
            } catch (IOException gone) {
                close(link);
            }
        }
        sending.clear();
    }

    private void send(ClientLink link) throws IOException {
        boolean all = link.outbox.send(link.channel, output, onLeft);
        link.watchWriting(!all);
    }
}
