package dev.gamecluster.world;

/**
 * The world: all users, how they move, and what they do to each other.
 *
 * <p>Time is the tick, a step of {@value #STEP_SECONDS} s. Between two commands that concern it a user is not touched: its
 * position is computed from where and when its velocity was last set ({@link Motion}). A step therefore costs only the few
 * users that walk from one leaf of the spatial index into another at that tick ({@link AreaIndex}).
 *
 * <p>A user is addressed by its <em>slot</em>, a handle that is given at its first login and never changes or disappears.
 * The hash is a function of the tick and all users' records, kept up to date with each change ({@link StateHash}).
 *
 * <p>Not thread safe. Bad arguments are refused at the edge of the system; here they are broken invariants: NaN, infinite
 * and out-of-range values throw {@link IllegalArgumentException}, commands in the wrong state {@link IllegalStateException}.
 */
public final class World {
    /** The map is the closed square from minus to plus this many metres on both axes. */
    public static final double MAP_LIMIT_METRES = 1_000_000;

    /** Duration of one tick. */
    public static final double STEP_SECONDS = 0.02;

    /** Metres per second. */
    public static final double MAX_SPEED = 20;

    /** Metres. */
    public static final double MAX_RADIUS = 50;

    /** The edge decides what is too fast, by whichever formula; the last bits of that decision are not a broken invariant. */
    private static final double SQUARE_OF_BROKEN_SPEED = MAX_SPEED * MAX_SPEED * (1 + 1e-9);

    private final Users users = new Users();
    private final UserIds ids = new UserIds(users);
    private final AreaIndex index;
    private long tick;
    private long sumOfShares;
    private int loggedInUsers;
    private boolean restoring;
    private WorldSnapshot snapshot;

    /** A world at tick 0 that has never seen anybody. */
    public World() {
        this(0, false);
    }

    private World(long tick, boolean restoring) {
        this.tick = tick;
        this.restoring = restoring;
        this.index = new AreaIndex(users, tick);
    }

    /**
     * A world at a snapshot's tick that waits for the snapshot's records ({@link #restoreUser}); the first step or command
     * ends the waiting. It is complete when its {@link #hash} is the snapshot's.
     */
    public static World restoring(long tick) {
        if (tick < 0) {
            throw new IllegalArgumentException("tick is " + tick + ", must not be negative");
        }
        return new World(tick, true);
    }

    /** Adds one record of a snapshot; the order of the records does not matter. */
    public void restoreUser(
            long id, double x0, double y0, double vx, double vy, long sinceTick, long money, boolean loggedIn) {
        if (!restoring) {
            throw new IllegalStateException("the world is not being restored (any more)");
        }
        if (ids.slotOf(id) >= 0) {
            throw new IllegalArgumentException("user " + Long.toUnsignedString(id) + " is restored twice");
        }
        if (sinceTick < 0 || sinceTick > tick) {
            throw new IllegalArgumentException("sinceTick is " + sinceTick + ", must be in 0.." + tick);
        }
        requireOnMap("x0", x0);
        requireOnMap("y0", y0);
        requireSpeed(vx, vy);
        if (!loggedIn && (vx != 0 || vy != 0)) {
            throw new IllegalArgumentException("user " + Long.toUnsignedString(id) + " is logged out, but moves");
        }
        int slot = addUser(id);
        sumOfShares -= share(slot);
        setMotion(slot, x0, y0, vx, vy, sinceTick);
        users.words(slot)[users.base(slot) + Users.MONEY] = money;
        if (loggedIn) {
            index.enter(slot);
            loggedInUsers++;
        }
        sumOfShares += share(slot);
    }

    /** The number of steps since the world began. */
    public long tick() {
        return tick;
    }

    /** One tick passes. */
    public void step() {
        restoring = false;
        tick++;
        index.advance();
    }

    /** How many users have ever been seen; their slots are 0 up to this. */
    public int knownUsers() {
        return users.count();
    }

    /** How many users are in the world now. */
    public int loggedInUsers() {
        return loggedInUsers;
    }

    /** The slot of a user, -1 when it was never seen. Any long is a user id. */
    public int slotOf(long user) {
        return ids.slotOf(user);
    }

    /** The user of a slot. */
    public long userAt(int slot) {
        return users.id(known(slot));
    }

    /** Whether the slot's user is in the world. */
    public boolean isLoggedIn(int slot) {
        return users.isLoggedIn(known(slot));
    }

    /**
     * The user, who is not logged in, enters the world: at the start position in metres and without money when never seen
     * before, else where it was and with what it had when it left (the start position is then ignored). It rests.
     *
     * @return the user's slot
     */
    public int login(long user, double startX, double startY) {
        requireOnMap("startX", startX);
        requireOnMap("startY", startY);
        restoring = false;
        int slot = ids.slotOf(user);
        if (slot < 0) {
            slot = addUser(user);
            sumOfShares -= motionShare(slot);
            setMotion(slot, startX, startY, 0, 0, tick);
        } else {
            requireLoggedIn(slot, false);
            beforeChange(slot);
            sumOfShares -= motionShare(slot);
            setMotion(slot, x(slot), y(slot), 0, 0, tick);
        }
        index.enter(slot);
        sumOfShares += motionShare(slot);
        loggedInUsers++;
        return slot;
    }

    /** The logged-in user leaves the world; where it is now and its money are kept. */
    public void logout(int slot) {
        requireLoggedIn(slot, true);
        restoring = false;
        beforeChange(slot);
        sumOfShares -= motionShare(slot);
        setMotion(slot, x(slot), y(slot), 0, 0, tick);
        index.leave(slot);
        sumOfShares += motionShare(slot);
        loggedInUsers--;
    }

    /** From the next step on the logged-in user moves with this velocity, in metres per second. */
    public void setVelocity(int slot, double vx, double vy) {
        requireLoggedIn(slot, true);
        requireSpeed(vx, vy);
        restoring = false;
        beforeChange(slot);
        long[] words = users.words(slot);
        int base = users.base(slot);
        sumOfShares -= UserRecord.motionShare(words, base, true);
        UserRecord.setMotion(
                words, base, UserRecord.x(words, base, tick), UserRecord.y(words, base, tick), vx, vy, tick);
        sumOfShares += UserRecord.motionShare(words, base, true);
        index.turned(words, base, users.leaf(slot));
    }

    /**
     * Every other logged-in user within the radius of the logged-in caller, border included, gets money.
     *
     * @param radius metres, 0 to {@link #MAX_RADIUS}
     * @param money unsigned; nobody gets above 2^64 - 1
     * @return how many users were hit
     */
    public int aoe(int slot, double radius, long money) {
        requireLoggedIn(slot, true);
        if (!(radius >= 0 && radius <= MAX_RADIUS)) {
            throw new IllegalArgumentException("radius is " + radius + ", must be in 0.." + MAX_RADIUS);
        }
        restoring = false;
        Payment payment = new Payment(slot, money);
        index.find(new Area.Disc(x(slot), y(slot), radius), payment);
        return payment.hits;
    }

    /** Pays everybody it meets but the payer. */
    private final class Payment implements RecordVisitor {
        private final int payer;
        private final long money;
        private int hits;

        Payment(int payer, long money) {
            this.payer = payer;
            this.money = money;
        }

        @Override
        public void record(long[] words, int base) {
            int slot = (int) words[base + Users.SLOT];
            if (slot == payer) {
                return;
            }
            hits++;
            beforeChange(slot);
            long id = words[base + Users.ID];
            long before = words[base + Users.MONEY];
            long sum = before + money;
            long after = Long.compareUnsigned(sum, before) < 0 ? -1L : sum;
            words[base + Users.MONEY] = after;
            sumOfShares += StateHash.wealth(id, after) - StateHash.wealth(id, before);
        }
    }

    /**
     * Shows the visitor every logged-in user in the closed rectangle, in no particular order.
     *
     * @param minX metres, like the others finite, and at most {@code maxX}; the rectangle may reach beyond the map
     */
    public void query(double minX, double minY, double maxX, double maxY, UserVisitor visitor) {
        requireInterval("minX", minX, "maxX", maxX);
        requireInterval("minY", minY, "maxY", maxY);
        index.find(
                new Area.Rectangle(minX, minY, maxX, maxY),
                (words, base) -> UserRecord.show(words, base, tick, visitor));
    }

    /**
     * Reads what a change of this user will need, so that the processor has it at hand by then; changes nothing.
     *
     * @return something of what was read, so that the reading is not optimized away
     */
    public long touch(int slot) {
        long[] words = users.words(known(slot));
        int base = users.base(slot);
        return words[base + Users.ID] ^ words[base + Users.SLOT] ^ index.touch(slot);
    }

    /** Metres, now; of a logged-out user: where it left. */
    public double x(int slot) {
        return UserRecord.x(users.words(known(slot)), users.base(slot), tick);
    }

    /** Metres, now; of a logged-out user: where it left. */
    public double y(int slot) {
        return UserRecord.y(users.words(known(slot)), users.base(slot), tick);
    }

    /** Metres per second, as set; 0 for a logged-out user. */
    public double velocityX(int slot) {
        return Double.longBitsToDouble(word(slot, Users.VX));
    }

    /** Metres per second, as set; 0 for a logged-out user. */
    public double velocityY(int slot) {
        return Double.longBitsToDouble(word(slot, Users.VY));
    }

    /** Unsigned 64 bit. */
    public long money(int slot) {
        return word(slot, Users.MONEY);
    }

    /** Two worlds at the same tick with the same users have the same hash; any difference changes it. Constant time. */
    public long hash() {
        return StateHash.world(sumOfShares, tick);
    }

    /** What {@link #hash} must be, computed from all users. */
    public long recomputeHash() {
        long sum = 0;
        for (int slot = 0; slot < users.count(); slot++) {
            sum += share(slot);
        }
        return StateHash.world(sum, tick);
    }

    /**
     * Begins to hand out the world as it is now; it may change meanwhile.
     *
     * @throws IllegalStateException while another snapshot is open
     */
    public WorldSnapshot beginSnapshot() {
        if (snapshot != null) {
            throw new IllegalStateException("a snapshot of tick " + snapshot.tick() + " is open already");
        }
        snapshot = new WorldSnapshot(this, users);
        return snapshot;
    }

    void snapshotClosed() {
        snapshot = null;
    }

    /** For tests that look at how much work is done rather than how long it takes. */
    AreaIndex index() {
        return index;
    }

    private long word(int slot, int word) {
        return users.words(known(slot))[users.base(slot) + word];
    }

    private void setMotion(int slot, double x, double y, double vx, double vy, long sinceTick) {
        UserRecord.setMotion(users.words(slot), users.base(slot), x, y, vx, vy, sinceTick);
    }

    private long motionShare(int slot) {
        return UserRecord.motionShare(users.words(slot), users.base(slot), users.isLoggedIn(slot));
    }

    private long share(int slot) {
        return motionShare(slot) + UserRecord.wealthShare(users.words(slot), users.base(slot));
    }

    private int addUser(long id) {
        int slot = users.add(id);
        ids.add(id, slot);
        sumOfShares += share(slot);
        return slot;
    }

    private void beforeChange(int slot) {
        if (snapshot != null) {
            snapshot.beforeChange(slot);
        }
    }

    private int known(int slot) {
        if (slot < 0 || slot >= users.count()) {
            throw new IllegalArgumentException("slot is " + slot + ", there are " + users.count());
        }
        return slot;
    }

    private void requireLoggedIn(int slot, boolean expected) {
        if (users.isLoggedIn(known(slot)) != expected) {
            throw new IllegalStateException("user " + Long.toUnsignedString(users.id(slot)) + " is "
                    + (expected ? "not logged in" : "logged in already"));
        }
    }

    private static void requireOnMap(String name, double position) {
        if (!Motion.isOnMap(position)) {
            throw new IllegalArgumentException(
                    name + " is " + position + ", must be in -" + MAP_LIMIT_METRES + ".." + MAP_LIMIT_METRES);
        }
    }

    private static void requireSpeed(double vx, double vy) {
        if (!(vx * vx + vy * vy <= SQUARE_OF_BROKEN_SPEED)) {
            throw new IllegalArgumentException(
                    "velocity (" + vx + ", " + vy + ") is not within the speed limit of " + MAX_SPEED + " m/s");
        }
    }

    private static void requireInterval(String minName, double min, String maxName, double max) {
        if (!(Double.isFinite(min) && Double.isFinite(max) && min <= max)) {
            throw new IllegalArgumentException(
                    minName + " is " + min + ", " + maxName + " is " + max + ", must be finite and in this order");
        }
    }
}
