package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.PeerMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The ordered way of commands from one slave to its master.
 *
 * <p>Go-back-N: commands are numbered 1, 2, 3, ... within the link; each stays queued until it is seen in the log; the master takes them
 * without gaps and says what it expects when there is one. When nothing moves for a while the oldest batch is sent again. When
 * the master expects a number that has left the queue (it was seen in the log by another way), a new link with a higher number begins.
 */
final class ForwardLink {
    private static final long RESEND_NANOS = 100_000_000L;

    private record Queued(long number, Command command) {}

    private final int nodeId;
    private final long epoch;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private long link;
    private long nextNumber = 1;
    private long sentNumber;
    private long progressNanos;

    /** @param link higher than that of every earlier link of this node */
    ForwardLink(int nodeId, long epoch, long link) {
        this.nodeId = nodeId;
        this.epoch = epoch;
        this.link = link;
    }

    /** Number of the link, grows. */
    long link() {
        return link;
    }

    int size() {
        return queue.size();
    }

    /** @return false when there is no room: the command is not taken */
    boolean submit(Command command) {
        if (queue.size() >= Limits.FORWARDED_COMMANDS) {
            return false;
        }
        queue.addLast(new Queued(nextNumber++, command));
        return true;
    }

    /** A record was applied here: if it is the oldest queued command, it has arrived. */
    void applied(LogRecord record, long nowNanos) {
        Queued first = queue.peekFirst();
        if (first != null && isSame(first.command, record)) {
            queue.removeFirst();
            progressNanos = nowNanos;
        }
    }

    private static boolean isSame(Command queued, LogRecord applied) {
        if (queued instanceof LogRecord.Login login && applied instanceof LogRecord.Login other) {
            return login.newKey().equals(other.newKey());
        }
        return queued.equals(applied);
    }

    /** The master misses {@code expected}. */
    void gap(long ofLink, long expected, long nowNanos) {
        if (ofLink != link) {
            return;
        }
        long first = queue.isEmpty() ? nextNumber : queue.getFirst().number;
        if (expected < first || expected > nextNumber) {
            restart();
        } else {
            sentNumber = Math.min(sentNumber, expected - 1);
        }
        progressNanos = nowNanos;
    }

    /**
     * The master does not take {@code fromNumber} and what follows. What it took before waits in its inbox and is not sent again: a second
     * copy could be refused although the first will be applied.
     *
     * @return the commands that were not taken
     */
    List<Command> refused(long ofLink, long fromNumber) {
        List<Command> commands = new ArrayList<>();
        if (ofLink != link) {
            return commands;
        }
        while (!queue.isEmpty() && queue.getFirst().number <= sentNumber) {
            Queued sent = queue.removeFirst();
            if (sent.number >= fromNumber) {
                commands.add(sent.command);
            }
        }
        restart();
        return commands;
    }

    /**
     * Forgets everything and begins a new link: what came to the log while this node did not read it would else be waited for without
     * end. Whoever waits for an outcome submits again.
     */
    void renew() {
        queue.clear();
        restart();
    }

    private void restart() {
        link++;
        nextNumber = 1;
        sentNumber = 0;
        List<Queued> again = List.copyOf(queue);
        queue.clear();
        again.forEach(queued -> queue.addLast(new Queued(nextNumber++, queued.command)));
    }

    /** Sends what was not sent, and again what seems to be stuck. */
    void flush(long nowNanos, NodeOutput output) {
        if (queue.isEmpty()) {
            progressNanos = nowNanos;
            return;
        }
        if (sentNumber < queue.getFirst().number) {
            progressNanos = nowNanos;
        } else if (nowNanos - progressNanos > RESEND_NANOS) {
            progressNanos = nowNanos;
            sendFrom(queue.getFirst().number, Limits.FORWARD_COMMANDS, output);
        }
        while (sentNumber < nextNumber - 1) {
            sentNumber = sendFrom(Math.max(sentNumber + 1, queue.getFirst().number), Limits.FORWARD_COMMANDS, output);
        }
    }

    private long sendFrom(long number, int maximum, NodeOutput output) {
        List<Command> batch = new ArrayList<>();
        Iterator<Queued> from = number - queue.getFirst().number > queue.size() / 2 ? tail(number) : head(number);
        while (from.hasNext() && batch.size() < maximum) {
            batch.add(from.next().command);
        }
        output.toMaster(new PeerMessage.Forward(epoch, nodeId, link, number, batch));
        return number + batch.size() - 1;
    }

    private Iterator<Queued> head(long number) {
        Iterator<Queued> each = queue.iterator();
        for (long skipped = queue.getFirst().number; skipped < number; skipped++) {
            each.next();
        }
        return each;
    }

    private Iterator<Queued> tail(long number) {
        ArrayDeque<Queued> found = new ArrayDeque<>();
        for (Iterator<Queued> each = queue.descendingIterator(); each.hasNext(); ) {
            Queued queued = each.next();
            if (queued.number < number) {
                break;
            }
            found.addFirst(queued);
        }
        return found.iterator();
    }
}
