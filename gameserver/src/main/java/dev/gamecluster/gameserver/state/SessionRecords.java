package dev.gamecluster.gameserver.state;

import com.carrotsearch.hppc.IntArrayDeque;
import java.util.Arrays;

/**
 * The sessions' fields, six 64-bit words each, side by side in chunks: a million sessions are a thousand arrays rather than a million
 * objects, and a command finds all of a session in one or two cache lines.
 *
 * <p>A session is addressed by its <em>place</em>, which is free again when the session ends. What a session remembers of its requests
 * stands beside the words, null until there is something.
 */
final class SessionRecords {
    static final int NUMBER = 0;
    static final int KEY_HIGH = 1;
    static final int KEY_LOW = 2;
    static final int SLOT_AND_HOLDER = 3;
    static final int DEADLINE_AND_STATE = 4;
    /** What the session adds to the hash of all. */
    static final int HASH = 5;

    private static final int RECORD_WORDS = 6;
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_SESSIONS = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK_SESSIONS - 1;

    private long[][] words = new long[4][];
    private SessionMemory[][] memories = new SessionMemory[4][];
    private final IntArrayDeque free = new IntArrayDeque();
    private int end;

    /** Where nobody is yet, with all words zero. */
    int take() {
        if (!free.isEmpty()) {
            return free.removeLast();
        }
        int place = end++;
        int chunk = place >>> CHUNK_BITS;
        if (chunk == words.length) {
            words = Arrays.copyOf(words, 2 * chunk);
            memories = Arrays.copyOf(memories, 2 * chunk);
        }
        if (words[chunk] == null) {
            words[chunk] = new long[CHUNK_SESSIONS * RECORD_WORDS];
            memories[chunk] = new SessionMemory[CHUNK_SESSIONS];
        }
        return place;
    }

    void giveBack(int place) {
        int base = base(place);
        Arrays.fill(words[place >>> CHUNK_BITS], base, base + RECORD_WORDS, 0);
        setMemory(place, null);
        free.addLast(place);
    }

    /** All places in use are below. */
    int end() {
        return end;
    }

    /** Sessions have numbers from 1 on. */
    boolean isTaken(int place) {
        return get(place, NUMBER) != 0;
    }

    long get(int place, int word) {
        return words[place >>> CHUNK_BITS][base(place) + word];
    }

    void set(int place, int word, long value) {
        words[place >>> CHUNK_BITS][base(place) + word] = value;
    }

    /** @return null when nothing is remembered */
    SessionMemory memory(int place) {
        return memories[place >>> CHUNK_BITS][place & CHUNK_MASK];
    }

    void setMemory(int place, SessionMemory memory) {
        memories[place >>> CHUNK_BITS][place & CHUNK_MASK] = memory;
    }

    private static int base(int place) {
        return (place & CHUNK_MASK) * RECORD_WORDS;
    }
}
