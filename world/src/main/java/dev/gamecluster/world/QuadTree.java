package dev.gamecluster.world;

import java.util.Arrays;

/**
 * An adaptive quadtree of the map whose leaves hold slots.
 *
 * <p>The root is a square of 2^21 cells of one square metre, the map in its middle. A leaf that holds too many is replaced
 * by four of half the side, down to one cell; four leaves that together hold few become one again, well below the number
 * that would split it, so that nobody walking to and fro makes it flicker. A leaf of one cell holds any number: adding and
 * removing cost the same however many stand on one spot.
 *
 * <p>All corners are whole metres, exact as doubles: a position x is in cell {@code floor(x) + 2^20}, without rounding.
 * Nodes are rows of ints in one array, four siblings side by side; freed rows are used again.
 */
final class QuadTree {
    static final int ROOT = 0;
    static final int NONE = -1;

    /** Cell coordinate of position 0. */
    static final int ORIGIN = 1 << 20;

    private static final int ROOT_CELLS = 2 * ORIGIN;
    private static final int FREED = -2;
    private static final int CHILD = 0;
    private static final int PARENT = 1;
    private static final int COUNT = 2;
    private static final int LOW_X = 3;
    private static final int LOW_Y = 4;
    private static final int CELLS = 5;
    private static final int ROW_BITS = 3;

    private static final int CAPACITY = 32;
    /** Where many stand close together a walker crosses small leaves every second: there, larger leaves are cheaper. */
    private static final int CAPACITY_OF_SMALL = 128;

    private static final int SMALL_CELLS = 16;
    private static final int FIRST_MEMBERS = 8;
    private static final int KEPT_MEMBERS = 64;
    private static final int[] EMPTY = {};

    private final Users users;
    private int[] rows = new int[64 << ROW_BITS];
    private int[][] members = new int[64][];
    private int used;
    private int firstFree = NONE;

    QuadTree(Users users) {
        this.users = users;
        used = 1;
        fill(ROOT, NONE, 0, 0, ROOT_CELLS);
    }

    /** The cell coordinate of a position on one axis. */
    static int cell(double position) {
        return (int) Math.floor(position) + ORIGIN;
    }

    boolean isLeaf(int node) {
        return at(node, CHILD) == NONE;
    }

    /** First of the four children of a node that is not a leaf. */
    int firstChild(int node) {
        return at(node, CHILD);
    }

    /** How many slots a leaf holds. */
    int count(int leaf) {
        return at(leaf, COUNT);
    }

    /** The slots of a leaf, valid up to {@link #count} and until the tree changes; not to be written to. */
    int[] members(int leaf) {
        return members[leaf];
    }

    /** Lower edge in metres, part of the node. */
    int lowX(int node) {
        return at(node, LOW_X) - ORIGIN;
    }

    /** Lower edge in metres, part of the node. */
    int lowY(int node) {
        return at(node, LOW_Y) - ORIGIN;
    }

    /** Side in metres; the upper edges are not part of the node. */
    int side(int node) {
        return at(node, CELLS);
    }

    /** The leaf of a cell, searched for from a node near it that is in use. */
    int leafNear(int start, int cellX, int cellY) {
        int node = start;
        while (!contains(node, cellX, cellY)) {
            node = at(node, PARENT);
        }
        for (int child = at(node, CHILD); child != NONE; child = at(node, CHILD)) {
            int half = at(node, CELLS) >>> 1;
            node = child + ((cellX & half) != 0 ? 1 : 0) + ((cellY & half) != 0 ? 2 : 0);
        }
        return node;
    }

    boolean contains(int node, int cellX, int cellY) {
        int row = node << ROW_BITS;
        int cells = rows[row + CELLS];
        return Integer.compareUnsigned(cellX - rows[row + LOW_X], cells) < 0
                && Integer.compareUnsigned(cellY - rows[row + LOW_Y], cells) < 0;
    }

    static int leafOf(long place) {
        return (int) (place >>> Integer.SIZE);
    }

    void add(int leaf, int slot) {
        int count = at(leaf, COUNT);
        if (count == members[leaf].length) {
            members[leaf] = Arrays.copyOf(members[leaf], Math.max(FIRST_MEMBERS, 2 * count));
        }
        put(leaf, count, slot);
        rows[(leaf << ROW_BITS) + COUNT] = count + 1;
    }

    /** Takes a slot out of its leaf; the slot's place is stale afterwards. Merges nothing: see {@link #mergeAround}. */
    void remove(int slot) {
        long place = users.get(slot, Users.PLACE);
        int leaf = leafOf(place);
        int last = at(leaf, COUNT) - 1;
        put(leaf, (int) place, members[leaf][last]);
        rows[(leaf << ROW_BITS) + COUNT] = last;
        if (members[leaf].length > KEPT_MEMBERS && last < members[leaf].length / 4) {
            members[leaf] = Arrays.copyOf(members[leaf], members[leaf].length / 2);
        }
    }

    private void put(int leaf, int index, int slot) {
        members[leaf][index] = slot;
        users.set(slot, Users.PLACE, ((long) leaf << Integer.SIZE) | index);
    }

    /** Whether a leaf must be split before it is left alone. */
    boolean isOverfull(int leaf) {
        int cells = at(leaf, CELLS);
        return cells > 1 && at(leaf, COUNT) > capacity(cells);
    }

    private static int capacity(int cells) {
        return cells <= SMALL_CELLS ? CAPACITY_OF_SMALL : CAPACITY;
    }

    /** Gives a leaf four empty children; returns what it held, for the caller to add below it. */
    int[] split(int leaf) {
        int block = allocateBlock();
        int half = at(leaf, CELLS) / 2;
        for (int i = 0; i < 4; i++) {
            int x = at(leaf, LOW_X) + ((i & 1) != 0 ? half : 0);
            int y = at(leaf, LOW_Y) + ((i & 2) != 0 ? half : 0);
            fill(block + i, leaf, x, y, half);
        }
        int[] held = Arrays.copyOf(members[leaf], at(leaf, COUNT));
        rows[(leaf << ROW_BITS) + CHILD] = block;
        rows[(leaf << ROW_BITS) + COUNT] = 0;
        members[leaf] = EMPTY;
        return held;
    }

    /** After removals from a leaf (which may have been merged away since): merges it with its siblings while they hold few. */
    void mergeAround(int leaf) {
        int node = leaf;
        while (node != ROOT && at(node, PARENT) != FREED && isMergeable(at(node, PARENT))) {
            node = at(node, PARENT);
            merge(node);
        }
    }

    private boolean isMergeable(int parent) {
        int first = at(parent, CHILD);
        int sum = 0;
        for (int child = first; child < first + 4; child++) {
            if (!isLeaf(child)) {
                return false;
            }
            sum += at(child, COUNT);
        }
        return sum <= capacity(at(parent, CELLS)) / 2;
    }

    private void merge(int parent) {
        int first = at(parent, CHILD);
        rows[(parent << ROW_BITS) + CHILD] = NONE;
        for (int child = first; child < first + 4; child++) {
            for (int i = 0; i < at(child, COUNT); i++) {
                add(parent, members[child][i]);
            }
            members[child] = EMPTY;
            rows[(child << ROW_BITS) + PARENT] = FREED;
        }
        rows[(first << ROW_BITS) + CHILD] = firstFree;
        firstFree = first;
    }

    private int allocateBlock() {
        if (firstFree != NONE) {
            int block = firstFree;
            firstFree = at(block, CHILD);
            return block;
        }
        if (used + 4 > members.length) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
            members = Arrays.copyOf(members, 2 * members.length);
        }
        used += 4;
        return used - 4;
    }

    private void fill(int node, int parent, int lowX, int lowY, int cells) {
        int row = node << ROW_BITS;
        rows[row + CHILD] = NONE;
        rows[row + PARENT] = parent;
        rows[row + COUNT] = 0;
        rows[row + LOW_X] = lowX;
        rows[row + LOW_Y] = lowY;
        rows[row + CELLS] = cells;
        members[node] = EMPTY;
    }

    private int at(int node, int column) {
        return rows[(node << ROW_BITS) + column];
    }
}
