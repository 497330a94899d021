package dev.gamecluster.gameserver.state;

import com.carrotsearch.hppc.IntObjectHashMap;
import com.carrotsearch.hppc.LongObjectHashMap;
import dev.gamecluster.protocol.node.SessionKey;
import dev.gamecluster.protocol.node.SnapshotPart.SessionRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All sessions, by number, by key, and the running one of each user; with an incremental hash, the deadlines in order, and copies on
 * write while a snapshot is taken.
 *
 * <p>Every change of a session is bracketed by {@link #change} and {@link #changed}: the first saves what a running snapshot still
 * needs and takes the session out of the hash, the second puts it back in.
 *
 * <p>Deadlines are all "now plus a constant", so a queue in order of setting is a queue in order of time; an entry counts only while
 * its session still has that deadline.
 */
final class SessionTable {
    private record Deadline(long session, long tick) {}

    private final LongObjectHashMap<Session> byNumber = new LongObjectHashMap<>();
    private final Map<SessionKey, Session> byKey = new HashMap<>();
    private final LongObjectHashMap<Session> runningByUser = new LongObjectHashMap<>();
    private final ArrayList<Session> places = new ArrayList<>();
    private final ArrayDeque<Integer> freePlaces = new ArrayDeque<>();
    private final ArrayDeque<Deadline> deadlines = new ArrayDeque<>();
    private long hash;

    private boolean copying;
    private int copyCursor;
    private int copyEnd;
    private final IntObjectHashMap<SessionRecord> preImages = new IntObjectHashMap<>();

    Session byNumber(long number) {
        return byNumber.get(number);
    }

    Session byKey(SessionKey key) {
        return byKey.get(key);
    }

    Session runningOf(long user) {
        return runningByUser.get(user);
    }

    int size() {
        return byNumber.size();
    }

    long hash() {
        return hash;
    }

    long recomputeHash() {
        long sum = 0;
        for (Session session : places) {
            sum += session == null ? 0 : session.hash();
        }
        return sum;
    }

    /** Calls {@code action} for every session, which must not add or remove any. */
    void forEach(Consumer<Session> action) {
        for (Session session : places) {
            if (session != null) {
                action.accept(session);
            }
        }
    }

    void add(Session session) {
        Integer free = freePlaces.pollLast();
        session.place = free == null ? places.size() : free;
        if (free == null) {
            places.add(session);
        } else {
            savePreImage(session.place);
            places.set(session.place, session);
        }
        byNumber.put(session.number, session);
        byKey.put(session.key, session);
        if (session.isRunning()) {
            runningByUser.put(session.user, session);
        }
        changed(session);
    }

    void remove(Session session) {
        change(session);
        places.set(session.place, null);
        freePlaces.addLast(session.place);
        byNumber.remove(session.number);
        byKey.remove(session.key);
        forgetRunning(session);
    }

    /** Before any field of {@code session} changes. */
    void change(Session session) {
        savePreImage(session.place);
        hash -= session.countedHash;
        session.countedHash = 0;
    }

    /** After fields of {@code session} changed. */
    void changed(Session session) {
        session.countedHash = session.hash();
        hash += session.countedHash;
    }

    void forgetRunning(Session session) {
        if (runningByUser.get(session.user) == session) {
            runningByUser.remove(session.user);
        }
    }

    void setDeadline(Session session, long tick) {
        session.deadlineTick = tick;
        deadlines.addLast(new Deadline(session.number, tick));
    }

    /** @return the number of a session whose deadline is at or before {@code tick}, or 0; it stays due until its deadline changes */
    long due(long tick) {
        forgetStaleDeadlines();
        Deadline first = deadlines.peekFirst();
        return first == null || first.tick > tick ? 0 : first.session;
    }

    /** Drops the entries in front that no session has any more; also on slaves, which never ask what is due. */
    void forgetStaleDeadlines() {
        for (Deadline first = deadlines.peekFirst(); first != null; first = deadlines.peekFirst()) {
            Session session = byNumber.get(first.session);
            if (session != null && session.deadlineTick == first.tick) {
                return;
            }
            deadlines.removeFirst();
        }
    }

    /** Entries in the queue of deadlines, those without effect included. */
    int deadlineCount() {
        return deadlines.size();
    }

    // ---- snapshot --------------------------------------------------------------------------------------------------

    void beginCopy() {
        if (copying) {
            throw new IllegalStateException("a snapshot of the sessions is under way already");
        }
        copying = true;
        copyCursor = 0;
        copyEnd = places.size();
    }

    /** Copies at most {@code maximum} sessions as they were when the copy began; an empty list means that all are copied. */
    List<SessionRecord> copy(int maximum) {
        List<SessionRecord> records = new ArrayList<>(maximum);
        while (copyCursor < copyEnd && records.size() < maximum) {
            int place = copyCursor++;
            if (preImages.containsKey(place)) {
                SessionRecord saved = preImages.remove(place);
                if (saved != null) {
                    records.add(saved);
                }
            } else if (places.get(place) != null) {
                records.add(places.get(place).toRecord());
            }
        }
        return records;
    }

    void endCopy() {
        copying = false;
        preImages.clear();
    }

    private void savePreImage(int place) {
        if (copying && place >= copyCursor && place < copyEnd && !preImages.containsKey(place)) {
            Session session = places.get(place);
            preImages.put(place, session == null ? null : session.toRecord());
        }
    }

    /** Puts a session of a snapshot back. */
    void restore(Session session) {
        add(session);
    }

    /** After the last {@link #restore}: brings the deadlines into order. */
    void restored() {
        List<Deadline> sorted = new ArrayList<>();
        forEach(session -> {
            if (session.deadlineTick > 0) {
                sorted.add(new Deadline(session.number, session.deadlineTick));
            }
        });
        sorted.sort((one, other) ->
                one.tick != other.tick ? Long.compare(one.tick, other.tick) : Long.compare(one.session, other.session));
        deadlines.clear();
        deadlines.addAll(sorted);
    }
}
