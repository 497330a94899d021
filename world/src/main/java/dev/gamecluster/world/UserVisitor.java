package dev.gamecluster.world;

/** Receives the users that a query finds, one call per user, in no particular order. Must not change the world. */
@FunctionalInterface
public interface UserVisitor {
    /**
     * One user as it is at the world's current tick.
     *
     * @param id unsigned 64 bit
     * @param x metres
     * @param y metres
     * @param vx metres per second, as set (also when the border stopped this axis)
     * @param vy metres per second, as set
     * @param money unsigned 64 bit
     */
    void user(long id, double x, double y, double vx, double vy, long money);
}
