package dev.gamecluster.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * One thread that owns the sockets of all clients of a process. Make one, share it, close it at the end.
 *
 * <p>Futures of {@link GameClient} are completed and listeners are called on this thread: what they do must be short and must not
 * block, above all not on another answer.
 */
public final class ClientRuntime implements AutoCloseable {
    /** Clients of one runtime. One more is refused. */
    public static final int CLIENTS = 2_000;

    /** A client has at most an old and a new connection. */
    private static final int SOCKETS = 2 * CLIENTS + 16;

    private static final int TICK_MILLIS = 10;
    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000L;
    private static final int CLOSE_MILLIS = 5_000;

    private final ZContext context = new ZContext(1);
    private final ZMQ.Poller poller;
    private final Pipe wakeUp;
    private final ByteBuffer wakeUpBytes = ByteBuffer.allocate(64);
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private final RandomGenerator.SplittableGenerator random = new SplittableRandom();

    // owned by the thread
    private final List<Conversation> conversations = new ArrayList<>();
    private final List<SocketLink> links = new ArrayList<>();
    private SocketLink[] linksToRead = new SocketLink[0];
    private boolean linksChanged;
    private boolean stopping;

    public ClientRuntime() {
        context.setLinger(0);
        context.getContext().setMaxSockets(SOCKETS);
        poller = context.createPoller(64);
        try {
            wakeUp = Pipe.open();
            wakeUp.source().configureBlocking(false);
            wakeUp.sink().configureBlocking(false);
        } catch (IOException e) {
            context.close();
            throw new UncheckedIOException("no pipe for the client runtime", e);
        }
        poller.register(wakeUp.source(), ZMQ.Poller.POLLIN);
        thread = Thread.ofPlatform().name("gamecluster-client").daemon().unstarted(this::run);
        thread.start();
    }

    /** Ends all clients (their unanswered requests fail) without logging them out, and the thread. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            enqueue(() -> stopping = true);
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- for GameClient --------------------------------------------------------------------------------------------

    void reserve() {
        if (clients.incrementAndGet() > CLIENTS) {
            clients.decrementAndGet();
            throw new GameClientException.TooManyUnanswered(
                    "a client runtime serves at most " + CLIENTS + " clients; make another runtime");
        }
    }

    void release() {
        clients.decrementAndGet();
    }

    /** Runs it on the thread, in the order of the calls. */
    void execute(Runnable task) {
        if (closed.get()) {
            throw new GameClientException.Closed("the client runtime is closed");
        }
        enqueue(task);
        if (closed.get() && mailbox.remove(task)) { // it came after the thread's last look
            throw new GameClientException.Closed("the client runtime is closed");
        }
    }

    void executeUnlessClosed(Runnable task) {
        if (!closed.get()) {
            enqueue(task);
        }
    }

    private void enqueue(Runnable task) {
        mailbox.add(task);
        if (wakeUpPending.compareAndSet(false, true)) {
            try {
                wakeUp.sink().write(ByteBuffer.wrap(new byte[1]));
            } catch (IOException e) {
                if (!closed.get()) {
                    throw new UncheckedIOException("the client runtime cannot be woken", e);
                }
            }
        }
    }

    RandomGenerator newRandom() {
        synchronized (random) {
            return random.split();
        }
    }

    void add(Conversation conversation) {
        conversations.add(conversation);
    }

    void remove(Conversation conversation) {
        conversations.remove(conversation);
    }

    SocketLink open(NodeEndpoint node, Conversation conversation) {
        SocketLink link = new SocketLink(this, conversation);
        links.add(link);
        linksChanged = true;
        link.connect(context, poller, node);
        return link;
    }

    void closed(SocketLink link) {
        links.remove(link);
        linksChanged = true;
    }

    /** From a thread of ZeroMQ: the connection of this link has failed. */
    void disconnected(SocketLink link, String reason) {
        executeUnlessClosed(() -> link.disconnected(reason, System.nanoTime()));
    }

    // ---- the thread ------------------------------------------------------------------------------------------------

    private void run() {
        try {
            long tickNanos = System.nanoTime();
            while (!stopping) {
                poller.poll(TICK_MILLIS);
                drainMailbox();
                readLinks();
                long nowNanos = System.nanoTime();
                if (nowNanos - tickNanos >= TICK_NANOS) {
                    tickNanos = nowNanos;
                    for (Conversation conversation : conversations) {
                        conversation.onTick(nowNanos);
                    }
                }
            }
        } finally {
            end();
        }
    }

    private void drainMailbox() {
        try {
            while (wakeUp.source().read(wakeUpBytes.clear()) > 0) {
                // only to empty it
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the wake-up pipe of the client runtime broke", e);
        }
        wakeUpPending.set(
                false); // after the pipe was emptied and before the mailbox is: no task is left without a wake-up
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
    }

    private void readLinks() {
        if (linksChanged) {
            linksToRead = links.toArray(SocketLink[]::new);
            linksChanged = false;
        }
        for (SocketLink link : linksToRead) {
            link.read();
        }
    }

    private void end() {
        closed.set(true);
        List.copyOf(conversations).forEach(conversation -> conversation.close("the client runtime was closed"));
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run(); // requests that came too late: their conversations are closed and refuse them
        }
        poller.close();
        context.close();
        try {
            wakeUp.sink().close();
            wakeUp.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException("the wake-up pipe of the client runtime could not be closed", e);
        }
    }
}
