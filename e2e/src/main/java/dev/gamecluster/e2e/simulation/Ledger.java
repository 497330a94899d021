package dev.gamecluster.e2e.simulation;

import dev.gamecluster.protocol.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** The writes of one client: which are unanswered, what each was answered, and what it has given away for certain. */
final class Ledger {
    /** One write, from its first sending until its first answer. */
    static final class Entry {
        final Request.Write write;
        final long firstSentNanos;
        long sentNanos;
        /** When to send it again; 0: not before the connection changes. */
        long againNanos;

        Entry(Request.Write write, long nowNanos) {
            this.write = write;
            this.firstSentNanos = nowNanos;
            this.sentNanos = nowNanos;
        }
    }

    private final TreeMap<Long, Entry> unanswered = new TreeMap<>();
    private final Map<Long, Long> answeredTicks = new HashMap<>();
    private final List<Entry> unknown = new ArrayList<>();
    private long acknowledgedMoney;
    private long highestTick;

    Entry add(Request.Write write, long nowNanos) {
        Entry entry = new Entry(write, nowNanos);
        unanswered.put(write.id(), entry);
        return entry;
    }

    /** In the order of their ids. */
    List<Entry> unanswered() {
        return new ArrayList<>(unanswered.values());
    }

    int unansweredCount() {
        return unanswered.size();
    }

    Entry find(long id) {
        return unanswered.get(id);
    }

    /** @return the write that this answers for the first time, or null */
    Entry answered(long id, long tick) {
        Entry entry = unanswered.remove(id);
        if (entry != null) {
            answeredTicks.put(id, tick);
            highestTick = Math.max(highestTick, tick);
            if (entry.write instanceof Request.Aoe aoe) {
                acknowledgedMoney += aoe.money();
            }
        }
        return entry;
    }

    /** @return the tick of the first answer, or null when there was none */
    Long answeredTick(long id) {
        return answeredTicks.get(id);
    }

    /** The session is gone: nobody will ever say what became of these. */
    void giveUpAll() {
        unknown.addAll(unanswered.values());
        unanswered.clear();
    }

    /** What those unknown writes gave that {@code counts} says were applied. */
    long unknownMoney(LongPredicate counts) {
        long sum = 0;
        for (Entry entry : unknown) {
            if (entry.write instanceof Request.Aoe aoe && counts.test(aoe.money())) {
                sum += aoe.money();
            }
        }
        return sum;
    }

    long acknowledgedMoney() {
        return acknowledgedMoney;
    }

    /** The highest tick that any answer to a write named. */
    long highestTick() {
        return highestTick;
    }
}
