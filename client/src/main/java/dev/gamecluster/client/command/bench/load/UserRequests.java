package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.Liveness;

/** What one player was asked to do and has no final answer for: sends it, sends it again, and lets go of it. */
final class UserRequests {
    /** Login and heartbeat have ids of their own, which may be repeated freely. */
    static final long LOGIN_ID = 1;

    private static final long HEARTBEAT_ID = 2;
    private static final long FIRST_ID = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long FIRST_RETRY_NANOS = 250 * NANOS_PER_MILLI;
    private static final int MOST_RETRY_DOUBLINGS = 2;
    private static final long RESEND_NANOS = ClientOptions.DEFAULT.resendAfterMillis() * NANOS_PER_MILLI;

    private final Recorder recorder;
    private final RequestWriter writer;
    private final long seed;
    private final Liveness liveness;
    private final Slots slots = new Slots(FIRST_ID);
    private long newestTick;
    private boolean moved;
    private boolean serving;

    UserRequests(Recorder recorder, RequestWriter writer, long seed, Liveness liveness) {
        this.recorder = recorder;
        this.writer = writer;
        this.seed = seed;
        this.liveness = liveness;
    }

    /** Whether requests can be sent: logged in, and not about to log out. */
    boolean isServing() {
        return serving;
    }

    /** Nothing is sent until {@link #serve}. */
    void hold() {
        serving = false;
    }

    /** Logged in: everything that waits is sent, oldest first. */
    void serve(NodeLink link, long nowNanos) {
        serving = true;
        for (long id = slots.first(); id < slots.next() && serving; id++) {
            if (slots.operation(id) != null) {
                send(link, id, nowNanos);
            }
        }
        link.flush();
    }

    /** The client has another node than before: its queries wait until that has what the client was told already. */
    void moved() {
        moved = true;
    }

    int count() {
        return slots.count();
    }

    boolean hasRoom() {
        return slots.hasRoom();
    }

    /** Null when no such request waits. */
    Operation operation(long id) {
        return slots.operation(id);
    }

    long dueNanos(long id) {
        return slots.dueNanos(id);
    }

    long firstSentNanos(long id) {
        return slots.firstSentNanos(id);
    }

    /** Takes a request, and sends it if it can. */
    void add(NodeLink link, Operation operation, long dueNanos, long nowNanos) {
        long id = slots.add(operation, dueNanos);
        if (serving) {
            recorder.sendDelay(dueNanos, nowNanos);
            send(link, id, nowNanos);
            link.flush();
        }
    }

    void heartbeat(NodeLink link, long nowNanos) {
        writer.write(link.output(), Operation.PING, seed, HEARTBEAT_ID, 0);
        liveness.sent(nowNanos);
        link.flush();
    }

    /** Says good bye; nobody waits for the answer. */
    void logout(NodeLink link) {
        writer.write(link.output(), Operation.RELOGIN, seed, slots.next(), 0);
        link.flush();
    }

    /** @param tick of the answer */
    void answered(long id, long tick, long nowNanos) {
        Operation operation = slots.operation(id);
        if (operation.isWrite()) {
            newestTick = Math.max(newestTick, tick);
        }
        recorder.answered(operation.kind(), slots.dueNanos(id), slots.firstSentNanos(id), nowNanos);
        slots.remove(id);
    }

    void failed(long id) {
        recorder.failed(slots.dueNanos(id));
        slots.remove(id);
    }

    /** The first half of a relogin is done. */
    void loggedOut(long id) {
        slots.remove(id);
        serving = false;
    }

    /** Nobody can tell what became of the writes that were sent; a logout has happened, whatever became of it. @return how many */
    int failWritesInDoubt() {
        int failed = 0;
        for (long id = slots.first(); id < slots.next(); id++) {
            Operation operation = slots.operation(id);
            boolean isInDoubt = operation != null && operation.isWrite() && slots.firstSentNanos(id) != 0;
            if (isInDoubt && operation != Operation.RELOGIN) {
                failed(id);
                failed++;
            }
        }
        return failed;
    }

    // ---- once more -------------------------------------------------------------------------------------------------

    /** To be sent again with the same id. @return when */
    long repeatLater(long id, long nowNanos) {
        long atNanos = nowNanos + retryNanos(slots.attempts(id));
        slots.retryAt(id, atNanos);
        return atNanos;
    }

    /** 250 ms, 500 ms, then every second. */
    static long retryNanos(int attempts) {
        return FIRST_RETRY_NANOS << Math.min(attempts, MOST_RETRY_DOUBLINGS);
    }

    /** Sends what was to be repeated by now. */
    void repeatDue(NodeLink link, boolean isLoggedIn, long nowNanos) {
        for (long id = slots.first(); id < slots.next(); id++) {
            boolean isDue = slots.operation(id) != null
                    && slots.retryAtNanos(id) != 0
                    && nowNanos - slots.retryAtNanos(id) >= 0;
            if (isDue && mayRepeat(id, isLoggedIn)) {
                send(link, id, nowNanos);
            }
        }
        link.flush();
    }

    /** Sends again what has been without an answer for long while the node says other things. */
    void repeatOld(NodeLink link, long nowNanos) {
        for (long id = slots.first(); id < slots.next(); id++) {
            if (isOwed(id) && nowNanos - slots.lastSentNanos(id) > RESEND_NANOS && mayRepeat(id, true)) {
                send(link, id, nowNanos);
            }
        }
        link.flush();
    }

    /** When the oldest request that the node owes an answer for was sent; {@code nowNanos} when there is none. */
    long owedSinceNanos(long nowNanos) {
        for (long id = slots.first(); id < slots.next(); id++) {
            if (isOwed(id)) {
                return slots.lastSentNanos(id);
            }
        }
        return nowNanos;
    }

    private boolean isOwed(long id) {
        return slots.operation(id) != null && slots.lastSentNanos(id) != 0 && slots.retryAtNanos(id) == 0;
    }

    /** A logout may be repeated while everything else waits for it. */
    private boolean mayRepeat(long id, boolean isLoggedIn) {
        return serving || isLoggedIn && slots.operation(id) == Operation.RELOGIN;
    }

    private void send(NodeLink link, long id, long nowNanos) {
        Operation operation = slots.operation(id);
        if (slots.firstSentNanos(id) == 0) {
            recorder.sent(slots.dueNanos(id));
        }
        writer.write(link.output(), operation, seed, id, moved ? newestTick : 0);
        slots.sent(id, nowNanos);
        liveness.sent(nowNanos);
        serving &= operation != Operation.RELOGIN;
    }
}
