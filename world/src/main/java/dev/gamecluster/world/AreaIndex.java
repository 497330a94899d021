package dev.gamecluster.world;

/**
 * Finds the logged-in users of an area, though they move.
 *
 * <p>Every logged-in user is in the leaf of a {@link QuadTree} that its position is in, at every tick. A moving user has an
 * appointment in a {@link CrossingCalendar} for the tick at which it leaves its leaf at the earliest; only then it is looked
 * at: it is put into another leaf or, when it came too early, gets a new appointment. A resting user costs nothing.
 *
 * <p><b>No crossing is missed.</b> The first tick outside the leaf is only estimated. But a due tick T is accepted only when
 * the position at T - 1, evaluated exactly as everybody else does, is inside the leaf; otherwise T is brought nearer, at
 * worst to the next tick. Motion being monotone, also in floating point, the user is then inside at all ticks before T. When
 * a leaf is split its users get new appointments; merging only makes appointments too early.
 *
 * <p>Nothing here influences the world's hash: a world restored from a snapshot has another tree and the same future.
 */
final class AreaIndex {
    private static final int CAP_TICKS = CrossingCalendar.HORIZON_TICKS / 2;
    private static final int SPREAD_FACTOR = 0x9e3779b1;

    private final Users users;
    private final QuadTree tree;
    private final CrossingCalendar calendar = new CrossingCalendar();
    private final IntList due = new IntList();
    private final IntList crossing = new IntList();
    private final IntList left = new IntList();
    private long tick;
    private long examinedUsers;
    private long visitedNodes;
    private long keptAppointments;

    AreaIndex(Users users, long tick) {
        this.users = users;
        this.tree = new QuadTree(users);
        this.tick = tick;
    }

    /** Takes in a user; its motion must be set. From now on it counts as logged in. */
    void enter(int slot) {
        insert(slot, QuadTree.ROOT);
    }

    /** Forgets a user. An appointment it may have is kept, and ignored. */
    void leave(int slot) {
        int leaf = users.leaf(slot);
        users.moveToLimbo(slot);
        tree.mergeAround(leaf);
    }

    /** The velocity of the user with this record was changed, its position not. */
    void turned(long[] words, int base, int leaf) {
        makeAppointment(words, base, leaf);
    }

    /** Reads what {@link #turned} will need, for {@link World#touch}. */
    long touch(int slot) {
        return tree.lowX(users.leaf(slot)) ^ calendar.appointment(slot);
    }

    /**
     * Goes on to the next tick. First everybody who has left a leaf is taken out of it, into limbo, then put into another,
     * then what has become thin is merged: so a leaf that is split holds only users that are inside it.
     */
    void advance() {
        tick++;
        due.clear();
        calendar.takeDue(tick, due);
        keptAppointments += due.size();
        crossing.clear();
        left.clear();
        takeOutCrossing();
        for (int i = 0; i < crossing.size(); i++) {
            insert(crossing.get(i), left.get(i));
        }
        for (int i = 0; i < left.size(); i++) {
            tree.mergeAround(left.get(i));
        }
    }

    private void takeOutCrossing() {
        for (int i = 0; i < due.size(); i++) {
            int slot = due.get(i);
            if (!users.isLoggedIn(slot)) {
                continue;
            }
            int leaf = users.leaf(slot);
            long[] words = users.words(slot);
            int base = users.base(slot);
            if (tree.contains(leaf, cellX(words, base), cellY(words, base))) {
                makeAppointment(words, base, leaf);
            } else {
                users.moveToLimbo(slot);
                crossing.add(slot);
                left.add(leaf);
            }
        }
    }

    private void insert(int slot, int near) {
        int leaf = leafNear(near, users.words(slot), users.base(slot));
        users.moveToLeaf(slot, leaf);
        if (tree.isOverfull(leaf)) {
            split(leaf);
        } else {
            makeAppointment(users.words(slot), users.base(slot), leaf);
        }
    }

    private void split(int node) {
        int count = users.countInLeaf(node);
        long[] words = users.takeAll(node);
        tree.split(node);
        for (int i = 0; i < count; i++) {
            int base = i * Users.RECORD_WORDS;
            users.putIntoLeaf(leafNear(node, words, base), words, base);
        }
        int first = tree.firstChild(node);
        for (int leaf = first; leaf < first + 4; leaf++) {
            if (tree.isOverfull(leaf)) {
                split(leaf);
            } else {
                makeAppointments(leaf);
            }
        }
    }

    private void makeAppointments(int leaf) {
        long[] words = users.wordsOfLeaf(leaf);
        int end = users.countInLeaf(leaf) * Users.RECORD_WORDS;
        for (int base = 0; base < end; base += Users.RECORD_WORDS) {
            makeAppointment(words, base, leaf);
        }
    }

    private void makeAppointment(long[] words, int base, int leaf) {
        int slot = (int) words[base + Users.SLOT];
        double x0 = Double.longBitsToDouble(words[base + Users.X0]);
        double y0 = Double.longBitsToDouble(words[base + Users.Y0]);
        double vx = Double.longBitsToDouble(words[base + Users.VX]);
        double vy = Double.longBitsToDouble(words[base + Users.VY]);
        int lowX = tree.lowX(leaf);
        int lowY = tree.lowY(leaf);
        int side = tree.side(leaf);
        long ticks = Math.min(
                Motion.ticksToLeave(x0, vx, lowX, lowX + side), Motion.ticksToLeave(y0, vy, lowY, lowY + side));
        if (ticks == Motion.NEVER) {
            return;
        }
        long elapsed = tick - words[base + Users.SINCE];
        // The spread keeps users that started together from being looked at together ever after.
        long ahead = Math.min(ticks - elapsed, CAP_TICKS + spread(slot));
        while (ahead > 1
                && !(isInside(x0, vx, elapsed + ahead - 1, lowX, side)
                        && isInside(y0, vy, elapsed + ahead - 1, lowY, side))) {
            ahead /= 2;
        }
        calendar.schedule(slot, tick, tick + Math.max(ahead, 1));
    }

    private static boolean isInside(double p0, double velocity, long elapsedTicks, int low, int side) {
        double position = Motion.position(p0, velocity, elapsedTicks);
        return position >= low && position < low + side;
    }

    private static int spread(int slot) {
        return (slot * SPREAD_FACTOR) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(CAP_TICKS));
    }

    /** Shows the visitor the records of all logged-in users in the area; nobody may enter, leave, cross or turn meanwhile. */
    void find(Area area, RecordVisitor visitor) {
        find(area, tree.smallestAround(area.lowCellX(), area.lowCellY(), area.highCellX(), area.highCellY()), visitor);
    }

    private void find(Area area, int node, RecordVisitor visitor) {
        visitedNodes++;
        int lowX = tree.lowX(node);
        int lowY = tree.lowY(node);
        int side = tree.side(node);
        switch (area.relation(lowX, lowY, lowX + side, lowY + side)) {
            case OUTSIDE -> {}
            case INSIDE -> showAll(node, visitor);
            case PARTLY -> {
                if (tree.isLeaf(node)) {
                    showSome(area, node, visitor);
                } else {
                    int first = tree.firstChild(node);
                    for (int child = first; child < first + 4; child++) {
                        find(area, child, visitor);
                    }
                }
            }
        }
    }

    private void showAll(int node, RecordVisitor visitor) {
        if (tree.isLeaf(node)) {
            long[] words = users.wordsOfLeaf(node);
            int end = users.countInLeaf(node) * Users.RECORD_WORDS;
            for (int base = 0; base < end; base += Users.RECORD_WORDS) {
                visitor.record(words, base);
            }
            return;
        }
        int first = tree.firstChild(node);
        visitedNodes += 4;
        for (int child = first; child < first + 4; child++) {
            showAll(child, visitor);
        }
    }

    private void showSome(Area area, int leaf, RecordVisitor visitor) {
        long[] words = users.wordsOfLeaf(leaf);
        int count = users.countInLeaf(leaf);
        examinedUsers += count;
        for (int i = 0; i < count; i++) {
            int base = i * Users.RECORD_WORDS;
            if (area.contains(UserRecord.x(words, base, tick), UserRecord.y(words, base, tick))) {
                visitor.record(words, base);
            }
        }
    }

    /** Users tested one by one by all searches so far. */
    long examinedUsers() {
        return examinedUsers;
    }

    /** Tree nodes visited by all searches so far. */
    long visitedNodes() {
        return visitedNodes;
    }

    /** Appointments that were due so far: all the work that the passing of time has caused. */
    long keptAppointments() {
        return keptAppointments;
    }

    private int leafNear(int node, long[] words, int base) {
        return tree.leafNear(node, cellX(words, base), cellY(words, base));
    }

    private int cellX(long[] words, int base) {
        return QuadTree.cell(UserRecord.x(words, base, tick));
    }

    private int cellY(long[] words, int base) {
        return QuadTree.cell(UserRecord.y(words, base, tick));
    }
}
