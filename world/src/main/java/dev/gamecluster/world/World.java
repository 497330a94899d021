package dev.gamecluster.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The world. */
public final class World {
    /** The map is the closed square from minus to plus this on both axes. */
    public static final double MAP_LIMIT_METRES = 1_000_000;

    public static final double STEP_SECONDS = 0.02;
    public static final double MAX_SPEED = 20;
    public static final double MAX_RADIUS = 50;

    static final class Record {
        long id;
        double x0, y0, vx, vy;
        long since, money;
        boolean loggedIn;

        Record copy() {
            Record r = new Record();
            r.id = id;
            r.x0 = x0;
            r.y0 = y0;
            r.vx = vx;
            r.vy = vy;
            r.since = since;
            r.money = money;
            r.loggedIn = loggedIn;
            return r;
        }

        long hash() {
            long h = id * 31 + Double.doubleToRawLongBits(x0);
            h = mix(h) + Double.doubleToRawLongBits(y0);
            h = mix(h) + Double.doubleToRawLongBits(vx);
            h = mix(h) + Double.doubleToRawLongBits(vy);
            h = mix(h) + since;
            h = mix(h) + money;
            return mix(h + (loggedIn ? 1 : 2));
        }
    }

    private final Map<Long, Integer> slots = new HashMap<>();
    private final List<Record> records = new ArrayList<>();
    private WorldSnapshot snapshot;
    private long tick;
    private int loggedIn;

    /** A world at tick 0 with nobody in it. */
    public World() {}

    private World(long tick) {
        this.tick = tick;
    }

    public long tick() {
        return tick;
    }

    public void step() {
        tick++;
    }

    public int knownUsers() {
        return records.size();
    }

    public int loggedInUsers() {
        return loggedIn;
    }

    public int slotOf(long user) {
        return slots.getOrDefault(user, -1);
    }

    public long userAt(int slot) {
        return records.get(slot).id;
    }

    public boolean isLoggedIn(int slot) {
        return records.get(slot).loggedIn;
    }

    public int login(long user, double startX, double startY) {
        int slot = slotOf(user);
        if (slot < 0) {
            slot = records.size();
            slots.put(user, slot);
            Record r = new Record();
            r.id = user;
            r.x0 = startX + 0.0;
            r.y0 = startY + 0.0;
            records.add(r);
        }
        Record r = records.get(slot);
        if (r.loggedIn) {
            throw new IllegalStateException("user " + Long.toUnsignedString(user) + " is logged in already");
        }
        r.loggedIn = true;
        r.since = tick;
        loggedIn++;
        return slot;
    }

    public void logout(int slot) {
        setVelocity(slot, 0, 0);
        records.get(slot).loggedIn = false;
        loggedIn--;
    }

    public void setVelocity(int slot, double vx, double vy) {
        Record r = records.get(slot);
        if (!r.loggedIn) {
            throw new IllegalStateException("user " + Long.toUnsignedString(r.id) + " is not logged in");
        }
        double x = x(slot), y = y(slot);
        r.x0 = x;
        r.y0 = y;
        r.vx = vx + 0.0;
        r.vy = vy + 0.0;
        r.since = tick;
    }

    public int aoe(int slot, double radius, long money) {
        int hits = 0;
        for (int other = 0; other < records.size(); other++) {
            double dx = x(other) - x(slot), dy = y(other) - y(slot);
            Record r = records.get(other);
            if (other != slot && r.loggedIn && dx * dx + dy * dy <= radius * radius) {
                long sum = r.money + money;
                r.money = Long.compareUnsigned(sum, money) < 0 ? -1L : sum;
                hits++;
            }
        }
        return hits;
    }

    public void query(double minX, double minY, double maxX, double maxY, UserVisitor visitor) {
        for (int slot = 0; slot < records.size(); slot++) {
            Record r = records.get(slot);
            double x = x(slot), y = y(slot);
            if (r.loggedIn && x >= minX && x <= maxX && y >= minY && y <= maxY) {
                visitor.user(r.id, x, y, r.vx, r.vy, r.money);
            }
        }
    }

    public double x(int slot) {
        Record r = records.get(slot);
        return position(r.x0, r.vx, r.since);
    }

    public double y(int slot) {
        Record r = records.get(slot);
        return position(r.y0, r.vy, r.since);
    }

    private double position(double p0, double v, long since) {
        double p = p0 + v * STEP_SECONDS * (tick - since);
        return Math.clamp(p, -MAP_LIMIT_METRES, MAP_LIMIT_METRES);
    }

    public double velocityX(int slot) {
        return records.get(slot).vx;
    }

    public double velocityY(int slot) {
        return records.get(slot).vy;
    }

    public long money(int slot) {
        return records.get(slot).money;
    }

    public long hash() {
        return recomputeHash();
    }

    public long recomputeHash() {
        long sum = 0;
        for (Record r : records) {
            sum += r.hash();
        }
        return mix(sum + mix(tick));
    }

    static long mix(long h) {
        long m = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        m = (m ^ (m >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return m ^ (m >>> 33);
    }

    public WorldSnapshot beginSnapshot() {
        if (snapshot != null) {
            throw new IllegalStateException("a snapshot is open already");
        }
        snapshot = new WorldSnapshot(
                this, new ArrayList<>(records.stream().map(Record::copy).toList()));
        return snapshot;
    }

    void snapshotClosed(WorldSnapshot closed) {
        if (snapshot == closed) {
            snapshot = null;
        }
    }

    public static World restoring(long tick) {
        return new World(tick);
    }

    public void restoreUser(
            long id, double x0, double y0, double vx, double vy, long sinceTick, long money, boolean loggedIn) {
        Record r = new Record();
        r.id = id;
        r.x0 = x0;
        r.y0 = y0;
        r.vx = vx;
        r.vy = vy;
        r.since = sinceTick;
        r.money = money;
        r.loggedIn = loggedIn;
        slots.put(id, records.size());
        records.add(r);
        if (loggedIn) {
            this.loggedIn++;
        }
    }
}
