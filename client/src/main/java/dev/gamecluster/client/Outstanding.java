package dev.gamecluster.client;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The requests without an answer, in the order of their ids, and the rule that says which of them may be sent now:
 *
 * <ul>
 *   <li>Writes go in order. After a write that has to be repeated later, the ones not sent yet wait behind it.
 *   <li>A login waits for the answers of the writes before it; nothing that changes the world passes an unanswered login or logout.
 *   <li>A write waits while the oldest unanswered one was issued {@value #WINDOW} writes ago: a session remembers 512 applied ids,
 *       and whatever may have to be repeated must be among them.
 *   <li>Queries and pings pass everything.
 * </ul>
 */
final class Outstanding {
    static final int WINDOW = 256;
    private static final int LARGEST_DOUBLING = 4;

    enum Kind {
        LOGIN,
        LOGOUT,
        WRITE,
        READ,
        HEARTBEAT
    }

    /** One request. {@code answer} is null for the client's own heartbeats. */
    static final class Entry {
        final Request request;
        final Kind kind;
        final CompletableFuture<ServerMessage> answer;
        private final long deadlineNanos;
        private final long writeNumber;
        private boolean sent;
        private long sentNanos;
        private int attempts;

        private Entry(Request request, CompletableFuture<ServerMessage> answer, long deadlineNanos, long writeNumber) {
            this.request = request;
            this.kind = kindOf(request, answer == null);
            this.answer = answer;
            this.deadlineNanos = deadlineNanos;
            this.writeNumber = writeNumber;
        }

        boolean everSent() {
            return attempts > 0;
        }

        boolean repeated() {
            return attempts > 1;
        }

        boolean isWrite() {
            return request instanceof Request.Write;
        }

        @Override
        public String toString() {
            String operation =
                    switch (request) {
                        case Request.Login ignored -> "login";
                        case Request.Logout ignored -> "logout";
                        case Request.SetVelocity ignored -> "set_velocity";
                        case Request.Aoe ignored -> "aoe";
                        case Request.Query ignored -> "query";
                        case Request.Ping ignored -> "ping";
                    };
            return operation + " (id " + request.id() + ")";
        }

        GameClientException unanswered(int millis, String lastProblem) {
            String text = this + " was not answered in " + millis / 1000.0 + " s";
            return isWrite() && everSent()
                    ? new GameClientException.OutcomeUnknown(text + ", its outcome is unknown: " + lastProblem)
                    : new GameClientException.Unreachable(text + ": " + lastProblem);
        }

        void fail(GameClientException why) {
            if (answer != null) {
                answer.completeExceptionally(why);
            }
        }
    }

    private final LinkedHashMap<Long, Entry> entries = new LinkedHashMap<>();
    private final Backoff writeBackoff;
    private final Backoff readBackoff;
    private long writesIssued;
    private int unsent;
    private boolean writesWait;
    private long writesNotBeforeNanos;
    private boolean readsWait;
    private long readsNotBeforeNanos;

    Outstanding(Backoff writeBackoff, Backoff readBackoff) {
        this.writeBackoff = writeBackoff;
        this.readBackoff = readBackoff;
    }

    void add(Request request, CompletableFuture<ServerMessage> answer, long deadlineNanos) {
        long number = request instanceof Request.Write ? writesIssued++ : writesIssued;
        entries.put(request.id(), new Entry(request, answer, deadlineNanos, number));
        unsent++;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** @return null when nobody waits for an answer with this id */
    Entry find(long id) {
        return entries.get(id);
    }

    void complete(Entry entry, ServerMessage answer) {
        remove(entry);
        if (entry.kind != Kind.READ && entry.kind != Kind.HEARTBEAT) {
            writeBackoff.reset();
        } else if (entry.kind == Kind.READ) {
            readBackoff.reset();
        }
        if (entry.answer != null) {
            entry.answer.complete(answer);
        }
    }

    void fail(Entry entry, GameClientException why) {
        remove(entry);
        entry.fail(why);
    }

    /** To be sent again with the same id, after a while, and whatever has to stay behind it with it. */
    void repeatLater(Entry entry, long nowNanos) {
        if (entry.kind == Kind.HEARTBEAT) {
            remove(entry);
            return;
        }
        unsend(entry);
        if (entry.kind == Kind.READ) {
            if (!readsWait) {
                readsWait = true;
                readsNotBeforeNanos = nowNanos + readBackoff.nextNanos();
            }
        } else if (!writesWait) {
            writesWait = true;
            writesNotBeforeNanos = nowNanos + writeBackoff.nextNanos();
        }
    }

    /** The connection they were sent on is gone: everything is to be sent again, heartbeats excepted. */
    void connectionLost() {
        entries.values().removeIf(entry -> {
            boolean drop = entry.kind == Kind.HEARTBEAT;
            if (drop && !entry.sent) {
                unsent--;
            }
            return drop;
        });
        entries.values().forEach(this::unsend);
        writesWait = false;
        readsWait = false;
    }

    /** Sends what may be sent. {@code wire} answers false when it can take no more. */
    void flush(long nowNanos, Predicate<Request> wire) {
        openGates(nowNanos);
        if (unsent == 0) {
            return;
        }
        boolean earlierWrites = false;
        boolean closed = writesWait;
        long oldestWrite = -1;
        for (Entry entry : entries.values()) {
            boolean changesWorld = entry.kind != Kind.READ && entry.kind != Kind.HEARTBEAT;
            boolean mayGo =
                    switch (entry.kind) {
                        case READ, HEARTBEAT -> !readsWait;
                        case LOGIN -> !closed && !earlierWrites;
                        case LOGOUT, WRITE -> !closed && (oldestWrite < 0 || entry.writeNumber - oldestWrite < WINDOW);
                    };
            if (!entry.sent && mayGo && !send(entry, nowNanos, wire)) {
                return;
            }
            if (changesWorld) {
                earlierWrites = true;
                closed |= entry.kind == Kind.LOGIN || entry.kind == Kind.LOGOUT || !entry.sent;
                oldestWrite = oldestWrite < 0 ? entry.writeNumber : oldestWrite;
            }
        }
    }

    private boolean send(Entry entry, long nowNanos, Predicate<Request> wire) {
        if (!wire.test(entry.request)) {
            return false;
        }
        entry.sent = true;
        entry.sentNanos = nowNanos;
        entry.attempts++;
        unsent--;
        return true;
    }

    private void openGates(long nowNanos) {
        if (writesWait && nowNanos - writesNotBeforeNanos >= 0) {
            writesWait = false;
        }
        if (readsWait && nowNanos - readsNotBeforeNanos >= 0) {
            readsWait = false;
        }
    }

    /** What was sent and not answered for too long, although the node lives, is sent again: its answer may have been dropped. */
    void resendOverdue(long nowNanos, long resendAfterNanos) {
        for (Entry entry : entries.values()) {
            if (entry.sent && nowNanos - entry.sentNanos > resendAfterNanos << doubling(entry)) {
                unsend(entry);
            }
        }
    }

    /** Removes what has reached its deadline. The futures are to be failed by the caller. */
    List<Entry> takeExpired(long nowNanos) {
        if (entries.isEmpty()) {
            return List.of();
        }
        return take(entry -> nowNanos - entry.deadlineNanos >= 0);
    }

    /** Removes all writes but logouts, whose repetition in another session does no harm. */
    List<Entry> takeWrites() {
        return take(entry -> entry.kind == Kind.WRITE);
    }

    List<Entry> takeAll() {
        return take(entry -> true);
    }

    /** A login was sent and not answered: it may be carried out any time. */
    boolean owesLogin() {
        return entries.values().stream().anyMatch(entry -> entry.kind == Kind.LOGIN && entry.everSent());
    }

    /** Since when the node owes an answer, or {@code nowNanos} when it owes none. */
    long owedSinceNanos(long nowNanos) {
        long oldest = nowNanos;
        for (Entry entry : entries.values()) {
            if (entry.sent && entry.sentNanos - oldest < 0) {
                oldest = entry.sentNanos;
            }
        }
        return oldest;
    }

    /** A large answer takes its time: a node that was given up over a query gets twice as long the next time. */
    int patienceDoublings() {
        int most = 0;
        for (Entry entry : entries.values()) {
            if (entry.sent && entry.kind == Kind.READ) {
                most = Math.max(most, doubling(entry));
            }
        }
        return most;
    }

    private List<Entry> take(Predicate<Entry> which) {
        List<Entry> taken = new ArrayList<>();
        entries.values().removeIf(entry -> {
            boolean take = which.test(entry);
            if (take) {
                taken.add(entry);
                unsent -= entry.sent ? 0 : 1;
            }
            return take;
        });
        return taken;
    }

    private void remove(Entry entry) {
        entries.remove(entry.request.id());
        unsent -= entry.sent ? 0 : 1;
    }

    private void unsend(Entry entry) {
        unsent += entry.sent ? 1 : 0;
        entry.sent = false;
    }

    private static int doubling(Entry entry) {
        return Math.min(LARGEST_DOUBLING, entry.attempts - 1);
    }

    private static Kind kindOf(Request request, boolean own) {
        return switch (request) {
            case Request.Login ignored -> Kind.LOGIN;
            case Request.Logout ignored -> Kind.LOGOUT;
            case Request.SetVelocity ignored -> Kind.WRITE;
            case Request.Aoe ignored -> Kind.WRITE;
            case Request.Query ignored -> Kind.READ;
            case Request.Ping ignored -> own ? Kind.HEARTBEAT : Kind.READ;
        };
    }

    /** Fails the future of each entry. */
    static void failAll(List<Entry> entries, Function<Entry, GameClientException> why) {
        entries.forEach(entry -> entry.fail(why.apply(entry)));
    }
}
