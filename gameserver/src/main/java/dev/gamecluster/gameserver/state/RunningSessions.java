package dev.gamecluster.gameserver.state;

import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.cursors.IntIntCursor;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Which session of a user runs, by the user's slot in the world, and how many active ones each node holds. */
final class RunningSessions {
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    /** Place + 1 of the session, 0 when there is none. */
    private int[][] places = new int[4][];

    private final IntIntHashMap activeOfHolders = new IntIntHashMap();

    /** @return the place, or {@link PlaceIndex#NOT_FOUND} */
    int of(int slot) {
        int chunk = slot >>> CHUNK_BITS;
        return chunk >= places.length || places[chunk] == null
                ? PlaceIndex.NOT_FOUND
                : places[chunk][slot & CHUNK_MASK] - 1;
    }

    void set(int slot, int place) {
        int chunk = slot >>> CHUNK_BITS;
        if (chunk >= places.length) {
            places = Arrays.copyOf(places, Math.max(chunk + 1, 2 * places.length));
        }
        if (places[chunk] == null) {
            places[chunk] = new int[CHUNK_MASK + 1];
        }
        places[chunk][slot & CHUNK_MASK] = place + 1;
    }

    /** Forgets the session, unless the user has another by now. */
    void remove(int slot, int place) {
        if (of(slot) == place) {
            places[slot >>> CHUNK_BITS][slot & CHUNK_MASK] = 0;
        }
    }

    /** One more active session of the node, or one less. */
    void countActive(int holder, int change) {
        if (activeOfHolders.addTo(holder, change) == 0) {
            activeOfHolders.remove(holder);
        }
    }

    /** The nodes that hold active sessions. */
    Set<Integer> activeHolders() {
        Set<Integer> holders = new TreeSet<>();
        for (IntIntCursor cursor : activeOfHolders) {
            holders.add(cursor.key);
        }
        return holders;
    }
}
