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
    private final SlotList due = new SlotList();
    private final SlotList crossing = new SlotList();
    private final SlotList left = new SlotList();
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
        int leaf = leafOf(slot);
        tree.remove(slot);
        users.set(slot, Users.PLACE, Users.OUTSIDE);
        tree.mergeAround(leaf);
    }

    /** The user's velocity was changed, its position not. */
    void turned(int slot) {
        makeAppointment(slot, leafOf(slot));
    }

    /**
     * Goes on to the next tick. First everybody who has left a leaf is taken out of it, then put into another, then what
     * has become thin is merged: so a leaf that is split holds only users that are inside it.
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
            int leaf = leafOf(slot);
            if (tree.contains(leaf, cellX(slot), cellY(slot))) {
                makeAppointment(slot, leaf);
            } else {
                tree.remove(slot);
                crossing.add(slot);
                left.add(leaf);
            }
        }
    }

    private void insert(int slot, int near) {
        int leaf = tree.leafNear(near, cellX(slot), cellY(slot));
        tree.add(leaf, slot);
        if (tree.isOverfull(leaf)) {
            split(leaf);
        } else {
            makeAppointment(slot, leaf);
        }
    }

    private void split(int node) {
        for (int slot : tree.split(node)) {
            tree.add(tree.leafNear(node, cellX(slot), cellY(slot)), slot);
        }
        int first = tree.firstChild(node);
        for (int leaf = first; leaf < first + 4; leaf++) {
            if (tree.isOverfull(leaf)) {
                split(leaf);
            } else {
                for (int i = 0; i < tree.count(leaf); i++) {
                    makeAppointment(tree.members(leaf)[i], leaf);
                }
            }
        }
    }

    private void makeAppointment(int slot, int leaf) {
        long[] words = users.chunk(slot);
        int base = Users.base(slot);
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

    /** Appends the slots of all logged-in users in the area. */
    void find(Area area, SlotList found) {
        find(area, QuadTree.ROOT, found);
    }

    private void find(Area area, int node, SlotList found) {
        visitedNodes++;
        int lowX = tree.lowX(node);
        int lowY = tree.lowY(node);
        int side = tree.side(node);
        switch (area.relation(lowX, lowY, lowX + side, lowY + side)) {
            case OUTSIDE -> {}
            case INSIDE -> takeAll(node, found);
            case PARTLY -> {
                if (tree.isLeaf(node)) {
                    takeSome(area, node, found);
                } else {
                    int first = tree.firstChild(node);
                    for (int child = first; child < first + 4; child++) {
                        find(area, child, found);
                    }
                }
            }
        }
    }

    private void takeAll(int node, SlotList found) {
        if (tree.isLeaf(node)) {
            found.addAll(tree.members(node), tree.count(node));
            return;
        }
        int first = tree.firstChild(node);
        visitedNodes += 4;
        for (int child = first; child < first + 4; child++) {
            takeAll(child, found);
        }
    }

    private void takeSome(Area area, int leaf, SlotList found) {
        int[] members = tree.members(leaf);
        int count = tree.count(leaf);
        examinedUsers += count;
        for (int i = 0; i < count; i++) {
            int slot = members[i];
            if (area.contains(users.x(slot, tick), users.y(slot, tick))) {
                found.add(slot);
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

    private int leafOf(int slot) {
        return QuadTree.leafOf(users.get(slot, Users.PLACE));
    }

    private int cellX(int slot) {
        return QuadTree.cell(users.x(slot, tick));
    }

    private int cellY(int slot) {
        return QuadTree.cell(users.y(slot, tick));
    }
}
