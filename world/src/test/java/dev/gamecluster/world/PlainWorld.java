package dev.gamecluster.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The world as the contract says it, without any index: what {@link World} is compared with. */
final class PlainWorld {
    /** One user's state. */
    static final class Person {
        final long id;
        double x0;
        double y0;
        double vx;
        double vy;
        long since;
        long money;
        boolean loggedIn;

        Person(long id, double x0, double y0) {
            this.id = id;
            this.x0 = x0;
            this.y0 = y0;
        }
    }

    private final Map<Long, Person> people = new LinkedHashMap<>();
    private long tick;

    void step() {
        tick++;
    }

    void login(long user, double startX, double startY) {
        Person person = people.computeIfAbsent(user, id -> new Person(id, startX, startY));
        person.loggedIn = true;
    }

    void logout(long user) {
        setVelocity(user, 0, 0);
        people.get(user).loggedIn = false;
    }

    void setVelocity(long user, double vx, double vy) {
        Person person = people.get(user);
        double x = x(person);
        double y = y(person);
        person.x0 = x;
        person.y0 = y;
        person.vx = vx;
        person.vy = vy;
        person.since = tick;
    }

    int aoe(long user, double radius, long money) {
        Person caller = people.get(user);
        int hits = 0;
        for (Person other : people.values()) {
            double dx = x(other) - x(caller);
            double dy = y(other) - y(caller);
            if (other != caller && other.loggedIn && dx * dx + dy * dy <= radius * radius) {
                long sum = other.money + money;
                other.money = Long.compareUnsigned(sum, money) < 0 ? -1L : sum;
                hits++;
            }
        }
        return hits;
    }

    /** Lines that say everything about a user, by user. */
    Map<Long, String> query(double minX, double minY, double maxX, double maxY) {
        Map<Long, String> found = new TreeMap<>();
        for (Person person : people.values()) {
            double x = x(person);
            double y = y(person);
            if (person.loggedIn && x >= minX && x <= maxX && y >= minY && y <= maxY) {
                found.put(person.id, line(x, y, person.vx, person.vy, person.money));
            }
        }
        return found;
    }

    /** The same, asked of the real world. */
    static Map<Long, String> query(World world, double minX, double minY, double maxX, double maxY) {
        Map<Long, String> found = new TreeMap<>();
        world.query(minX, minY, maxX, maxY, (id, x, y, vx, vy, money) -> {
            if (found.put(id, line(x, y, vx, vy, money)) != null) {
                throw new AssertionError("user " + id + " was shown twice");
            }
        });
        return found;
    }

    List<Long> loggedInUsers() {
        List<Long> users = new ArrayList<>();
        people.values().stream().filter(person -> person.loggedIn).forEach(person -> users.add(person.id));
        return users;
    }

    boolean isLoggedIn(long user) {
        return people.containsKey(user) && people.get(user).loggedIn;
    }

    double x(long user) {
        return x(people.get(user));
    }

    double y(long user) {
        return y(people.get(user));
    }

    private double x(Person person) {
        return position(person.x0, person.vx, tick - person.since);
    }

    private double y(Person person) {
        return position(person.y0, person.vy, tick - person.since);
    }

    private static double position(double p0, double velocity, long ticks) {
        return Math.clamp(p0 + velocity * 0.02 * ticks, -1_000_000.0, 1_000_000.0);
    }

    private static String line(double x, double y, double vx, double vy, long money) {
        return "at " + (x + 0.0) + " " + (y + 0.0) + " moving " + (vx + 0.0) + " " + (vy + 0.0) + " has "
                + Long.toUnsignedString(money);
    }
}
