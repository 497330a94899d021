package dev.gamecluster.world;

/**
 * From user ids to slots: open addressing with linear probing over primitive ints, in segments.
 *
 * <p>A cell holds slot + 1 (0: free); the id itself is looked up in {@link Users}. The top bits of the id's mix choose the
 * segment, the low bits the first cell. Users are never removed, so there are no tombstones. Each segment grows on its
 * own: at a million users one login moves a thousand cells rather than a million, so nothing ever stalls.
 */
final class UserIds {
    private static final int SEGMENT_BITS = 10;
    private static final int FIRST_CELLS = 8;

    private final Users users;
    private final int[][] segments = new int[1 << SEGMENT_BITS][];
    private final int[] sizes = new int[1 << SEGMENT_BITS];

    UserIds(Users users) {
        this.users = users;
    }

    /** The slot of a user, or -1. */
    int slotOf(long id) {
        long mixed = StateHash.mix(id);
        int[] cells = segments[segment(mixed)];
        if (cells == null) {
            return -1;
        }
        int mask = cells.length - 1;
        for (int cell = (int) mixed & mask; ; cell = (cell + 1) & mask) {
            int slot = cells[cell] - 1;
            if (slot < 0 || users.id(slot) == id) {
                return slot;
            }
        }
    }

    /** Adds a user that is not yet here and whose id {@link Users} knows by the slot. */
    void add(long id, int slot) {
        long mixed = StateHash.mix(id);
        int segment = segment(mixed);
        if (segments[segment] == null) {
            segments[segment] = new int[FIRST_CELLS];
        } else if (2 * (sizes[segment] + 1) > segments[segment].length) {
            segments[segment] = grown(segments[segment]);
        }
        place(segments[segment], mixed, slot);
        sizes[segment]++;
    }

    private int[] grown(int[] cells) {
        int[] larger = new int[2 * cells.length];
        for (int cell : cells) {
            if (cell != 0) {
                place(larger, StateHash.mix(users.id(cell - 1)), cell - 1);
            }
        }
        return larger;
    }

    private static void place(int[] cells, long mixed, int slot) {
        int mask = cells.length - 1;
        int cell = (int) mixed & mask;
        while (cells[cell] != 0) {
            cell = (cell + 1) & mask;
        }
        cells[cell] = slot + 1;
    }

    private static int segment(long mixed) {
        return (int) (mixed >>> (Long.SIZE - SEGMENT_BITS));
    }
}
