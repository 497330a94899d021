package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.zmtp.SocketKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A port that nodes connect to, with its connections by number. Belongs to the world thread. */
final class PeerPort implements PeerSelector.Handler, AutoCloseable {
    /** Connections to one port, many times as many as nodes. More: the newest is closed. */
    static final int LIMIT = 1_024;
    /** Who has not greeted by then is closed. */
    static final long GREETING_NANOS = 5_000_000_000L;

    private static final int ACCEPTED_AT_ONCE = 64;
    private static final long SWEEP_NANOS = 100_000_000L;

    private final SocketKind kind;
    private final PeerSelector selector;
    private final PeerLink.Listener listener;
    private final ListeningPort port;
    private final Map<Long, PeerLink> links = new LinkedHashMap<>();
    private final Map<PeerLink, Long> greeting = new LinkedHashMap<>();
    private final NodeCounters counters;
    private long lastNumber;
    private long sweptNanos;

    /** @param setting that names the port */
    PeerPort(
            String bind,
            String setting,
            SocketKind kind,
            PeerSelector selector,
            PeerLink.Listener listener,
            NodeCounters counters,
            Consumer<String> report) {
        this.kind = kind;
        this.selector = selector;
        this.listener = listener;
        this.counters = counters;
        this.port = new ListeningPort(bind, setting, "a node", selector.selector(), report);
        port.attach(this);
    }

    /** @return null when it is gone */
    PeerLink link(long number) {
        return links.get(number);
    }

    /** Some may be closed, and some may not have greeted. */
    Collection<PeerLink> links() {
        return links.values();
    }

    @Override
    public void ready(SelectionKey key) {
        long nowNanos = System.nanoTime();
        for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
            SocketChannel channel = port.accept(nowNanos);
            if (channel == null) {
                return;
            }
            try {
                take(channel, nowNanos);
            } catch (IOException gone) {
                // its peer will see that
            }
        }
    }

    private void take(SocketChannel channel, long nowNanos) throws IOException {
        if (links.size() >= LIMIT) {
            counters.peerRefused.increment();
            channel.close();
            return;
        }
        PeerLink link = PeerLink.accepted(++lastNumber, kind, channel, selector, listener);
        links.put(link.number(), link);
        greeting.put(link, nowNanos);
    }

    /** Once in each cycle. */
    void look(long nowNanos) {
        port.resume(nowNanos);
        if (nowNanos - sweptNanos < SWEEP_NANOS) {
            return;
        }
        sweptNanos = nowNanos;
        for (Iterator<Map.Entry<PeerLink, Long>> all = greeting.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<PeerLink, Long> each = all.next();
            if (!each.getKey().isOpen() && nowNanos - each.getValue() > GREETING_NANOS) {
                each.getKey().close();
            }
            if (each.getKey().isOpen() || each.getKey().isClosed()) {
                all.remove();
            }
        }
        links.values().removeIf(PeerLink::isClosed);
    }

    @Override
    public void close() {
        new ArrayList<>(links.values()).forEach(PeerLink::close);
        try {
            port.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("a port for nodes could not be closed", broken);
        }
    }
}
