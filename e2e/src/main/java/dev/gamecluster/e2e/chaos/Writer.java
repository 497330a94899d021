package dev.gamecluster.e2e.chaos;

import dev.gamecluster.client.ClientEvent;
import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.ClientRuntime;
import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.GameClient;
import dev.gamecluster.client.GameClientException;
import dev.gamecluster.protocol.client.ServerMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One client of the load: logs in, then writes on a schedule, whatever becomes of its earlier writes. */
final class Writer implements AutoCloseable {
    private static final double RADIUS = 50;
    private static final long AMOUNTS = 1L << 40;

    private final long user;
    private final GameClient client;
    private final Ledger ledger;
    private final Silence silence;
    private final int users;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong wrongHits = new AtomicLong();
    private final AtomicInteger sessionsLost = new AtomicInteger();
    private volatile long faultNanos = Long.MAX_VALUE;
    private final AtomicLong firstAckNanos = new AtomicLong();
    private final AtomicLong longestWaitNanos = new AtomicLong();
    private volatile String firstRefusal = "";

    /** @param users number of all users, each of which every write hits except the writer */
    Writer(
            long user,
            int users,
            ClientRuntime runtime,
            EndpointSource endpoints,
            ClientOptions options,
            Ledger ledger,
            Silence silence) {
        this.user = user;
        this.users = users;
        this.ledger = ledger;
        this.silence = silence;
        this.client = new GameClient(runtime, endpoints, options, this::onEvent);
    }

    private void onEvent(ClientEvent event) {
        if (event instanceof ClientEvent.SessionLost || event instanceof ClientEvent.Kicked) {
            sessionsLost.incrementAndGet();
        }
    }

    CompletableFuture<ServerMessage.LoggedIn> login() {
        return client.login(user);
    }

    CompletableFuture<ServerMessage.Applied> logout() {
        return client.logout();
    }

    void write() {
        Ledger.Write write =
                new Ledger.Write(user, ThreadLocalRandom.current().nextLong(1, AMOUNTS), System.nanoTime());
        outstanding.incrementAndGet();
        client.aoe(RADIUS, write.amount()).whenComplete((answer, problem) -> {
            if (problem == null) {
                acknowledged(write, answer);
            } else {
                failed(write, problem);
            }
            outstanding.decrementAndGet();
        });
    }

    private void acknowledged(Ledger.Write write, ServerMessage.AoeApplied answer) {
        ledger.acknowledged(write);
        long nowNanos = System.nanoTime();
        silence.broken(nowNanos);
        longestWaitNanos.accumulateAndGet(nowNanos - write.submittedNanos(), Math::max);
        if (answer.hits() != users - 1) {
            wrongHits.incrementAndGet();
        }
        if (write.submittedNanos() >= faultNanos) {
            firstAckNanos.compareAndSet(0, nowNanos);
        }
    }

    private void failed(Ledger.Write write, Throwable problem) {
        if (problem instanceof GameClientException.Refused
                || problem instanceof GameClientException.TooManyUnanswered) {
            refused.incrementAndGet();
        } else {
            ledger.unknown(write);
        }
        if (firstRefusal.isEmpty()) {
            firstRefusal = problem.toString();
        }
    }

    /** From now on the first acknowledgement of a write that is made after {@code nanos} is remembered. */
    void expectFault(long nanos) {
        firstAckNanos.set(0);
        longestWaitNanos.set(0);
        faultNanos = nanos;
    }

    /** The longest that a write waited for its answer since the fault was expected. */
    long longestWaitNanos() {
        return longestWaitNanos.get();
    }

    /** When a write made after the fault was acknowledged first, 0 when none was yet. */
    long firstAckNanos() {
        return firstAckNanos.get();
    }

    int outstanding() {
        return outstanding.get();
    }

    long user() {
        return user;
    }

    long refused() {
        return refused.get();
    }

    /** The first thing that went wrong, or empty. */
    String firstRefusal() {
        return firstRefusal;
    }

    long wrongHits() {
        return wrongHits.get();
    }

    int sessionsLost() {
        return sessionsLost.get();
    }

    CompletableFuture<ServerMessage.QueryResult> everybody() {
        return client.query(-1_000_000, -1_000_000, 1_000_000, 1_000_000);
    }

    @Override
    public void close() {
        client.close();
    }
}
