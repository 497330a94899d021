package dev.gamecluster.protocol.client;

import java.util.Arrays;

/** A growing list of users as parallel arrays, so that an answer with a million users is a handful of objects. */
public final class UserList {
    private long[] ids;
    /** x, y (metres), velocity x, velocity y (metres per second) of each user, four to a user. */
    private double[] motion;

    private long[] money;
    private int size;

    public UserList(int expected) {
        ids = new long[Math.max(4, expected)];
        money = new long[ids.length];
        motion = new double[4 * ids.length];
    }

    public void add(long id, double x, double y, double velocityX, double velocityY, long amount) {
        if (size == ids.length) {
            int larger = 2 * size;
            ids = Arrays.copyOf(ids, larger);
            money = Arrays.copyOf(money, larger);
            motion = Arrays.copyOf(motion, 4 * larger);
        }
        ids[size] = id;
        money[size] = amount;
        int at = 4 * size++;
        motion[at] = x;
        motion[at + 1] = y;
        motion[at + 2] = velocityX;
        motion[at + 3] = velocityY;
    }

    public int size() {
        return size;
    }

    public long id(int index) {
        return ids[index];
    }

    public double x(int index) {
        return motion[4 * index];
    }

    public double y(int index) {
        return motion[4 * index + 1];
    }

    public double velocityX(int index) {
        return motion[4 * index + 2];
    }

    public double velocityY(int index) {
        return motion[4 * index + 3];
    }

    public long money(int index) {
        return money[index];
    }
}
