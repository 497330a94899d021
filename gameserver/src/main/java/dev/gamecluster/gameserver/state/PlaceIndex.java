package dev.gamecluster.gameserver.state;

import java.util.Arrays;

/**
 * Finds the place of a session by two words of its record: open addressing with linear probing over ints, in segments.
 *
 * <p>A cell holds place + 1 (0: free); the words themselves are looked up in {@link SessionRecords}. The top bits of their mix choose
 * the segment, the low bits the first cell. Each segment grows on its own when it is half full, so that with a million sessions one
 * login moves some thousand cells rather than a million. Removing moves later cells of the run back into the gap (Knuth, The Art of
 * Computer Programming 3, 6.4, algorithm R), so there are no tombstones.
 */
final class PlaceIndex {
    static final int NOT_FOUND = -1;

    private static final int SEGMENT_BITS = 10;
    private static final int FIRST_CELLS = 4;
    private static final int[] EMPTY = {0};

    private final SessionRecords records;
    private final int firstWord;
    private final int secondWord;
    private final int[][] segments = new int[1 << SEGMENT_BITS][];
    private final int[] sizes = new int[1 << SEGMENT_BITS];

    /** The two words may be the same. */
    PlaceIndex(SessionRecords records, int firstWord, int secondWord) {
        this.records = records;
        this.firstWord = firstWord;
        this.secondWord = secondWord;
        Arrays.fill(segments, EMPTY);
    }

    /** @return the place, or {@link #NOT_FOUND} */
    int find(long first, long second) {
        long mixed = Mixing.mix(first, second);
        int[] cells = segments[segment(mixed)];
        int mask = cells.length - 1;
        for (int cell = (int) mixed & mask; ; cell = (cell + 1) & mask) {
            int place = cells[cell] - 1;
            if (place < 0 || (records.get(place, firstWord) == first && records.get(place, secondWord) == second)) {
                return place;
            }
        }
    }

    /** Adds a place whose words are set and that is not here. */
    void add(int place) {
        long mixed = mixed(place);
        int segment = segment(mixed);
        sizes[segment]++;
        if (2 * sizes[segment] > segments[segment].length) {
            segments[segment] = grown(segments[segment]);
        }
        put(segments[segment], mixed, place);
    }

    private int[] grown(int[] cells) {
        int[] larger = new int[Math.max(FIRST_CELLS, 2 * cells.length)];
        for (int cell : cells) {
            if (cell != 0) {
                put(larger, mixed(cell - 1), cell - 1);
            }
        }
        return larger;
    }

    private static void put(int[] cells, long mixed, int place) {
        int mask = cells.length - 1;
        int cell = (int) mixed & mask;
        while (cells[cell] != 0) {
            cell = (cell + 1) & mask;
        }
        cells[cell] = place + 1;
    }

    /** Removes a place that is here and whose words are still set. */
    void remove(int place) {
        long mixed = mixed(place);
        int[] cells = segments[segment(mixed)];
        int mask = cells.length - 1;
        int gap = (int) mixed & mask;
        while (cells[gap] != place + 1) {
            gap = (gap + 1) & mask;
        }
        for (int next = (gap + 1) & mask; cells[next] != 0; next = (next + 1) & mask) {
            int home = (int) mixed(cells[next] - 1) & mask;
            boolean mayMove = ((next - home) & mask) >= ((next - gap) & mask);
            if (mayMove) {
                cells[gap] = cells[next];
                gap = next;
            }
        }
        cells[gap] = 0;
        sizes[segment(mixed)]--;
    }

    private long mixed(int place) {
        return Mixing.mix(records.get(place, firstWord), records.get(place, secondWord));
    }

    private static int segment(long mixed) {
        return (int) (mixed >>> (Long.SIZE - SEGMENT_BITS));
    }
}
