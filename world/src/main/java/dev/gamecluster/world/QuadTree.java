package dev.gamecluster.world;

import java.util.Arrays;

/**
 * An adaptive quadtree of the map: which leaf a cell belongs to. Who is in a leaf is kept by {@link Users}.
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
    private static final int LOW_X = 2;
    private static final int LOW_Y = 3;
    private static final int CELLS = 4;
    private static final int ROW_BITS = 3;

    private static final int CAPACITY = 64;
    /** Where many stand close together a walker crosses small leaves every second: there, larger leaves are cheaper. */
    private static final int CAPACITY_OF_SMALL = 128;

    private static final int SMALL_CELLS = 16;

    private final Users users;
    private int[] rows = new int[64 << ROW_BITS];
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

    /** The smallest node that has both cells, and so all between them. */
    int smallestAround(int lowX, int lowY, int highX, int highY) {
        int node = ROOT;
        for (int child = at(node, CHILD); child != NONE; child = at(node, CHILD)) {
            int half = at(node, CELLS) >>> 1;
            boolean parted = ((lowX ^ highX) & half) != 0 || ((lowY ^ highY) & half) != 0;
            if (parted) {
                return node;
            }
            node = child + ((lowX & half) != 0 ? 1 : 0) + ((lowY & half) != 0 ? 2 : 0);
        }
        return node;
    }

    boolean contains(int node, int cellX, int cellY) {
        int row = node << ROW_BITS;
        int cells = rows[row + CELLS];
        return Integer.compareUnsigned(cellX - rows[row + LOW_X], cells) < 0
                && Integer.compareUnsigned(cellY - rows[row + LOW_Y], cells) < 0;
    }

    /** Whether a leaf must be split before it is left alone. */
    boolean isOverfull(int leaf) {
        int cells = at(leaf, CELLS);
        return cells > 1 && users.countInLeaf(leaf) > capacity(cells);
    }

    private static int capacity(int cells) {
        return cells <= SMALL_CELLS ? CAPACITY_OF_SMALL : CAPACITY;
    }

    /** Gives an emptied leaf four empty children. */
    void split(int leaf) {
        int block = allocateBlock();
        int half = at(leaf, CELLS) / 2;
        for (int i = 0; i < 4; i++) {
            int x = at(leaf, LOW_X) + ((i & 1) != 0 ? half : 0);
            int y = at(leaf, LOW_Y) + ((i & 2) != 0 ? half : 0);
            fill(block + i, leaf, x, y, half);
        }
        rows[(leaf << ROW_BITS) + CHILD] = block;
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
            sum += users.countInLeaf(child);
        }
        return sum <= capacity(at(parent, CELLS)) / 2;
    }

    private void merge(int parent) {
        int first = at(parent, CHILD);
        rows[(parent << ROW_BITS) + CHILD] = NONE;
        for (int child = first; child < first + 4; child++) {
            int count = users.countInLeaf(child);
            long[] words = users.takeAll(child);
            for (int i = 0; i < count; i++) {
                users.putIntoLeaf(parent, words, i * Users.RECORD_WORDS);
            }
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
        if ((used + 4) << ROW_BITS > rows.length) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
        }
        used += 4;
        return used - 4;
    }

    private void fill(int node, int parent, int lowX, int lowY, int cells) {
        int row = node << ROW_BITS;
        rows[row + CHILD] = NONE;
        rows[row + PARENT] = parent;
        rows[row + LOW_X] = lowX;
        rows[row + LOW_Y] = lowY;
        rows[row + CELLS] = cells;
        users.openLeaf(node);
    }

    private int at(int node, int column) {
        return rows[(node << ROW_BITS) + column];
    }
}
