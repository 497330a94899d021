package dev.gamecluster.world;

/** Receives the stored records of a snapshot; the parameters are those of {@link World#restoreUser}. Must not change the snapshot's world. */
@FunctionalInterface
public interface UserRecordSink {
    /**
     * One user, logged in or not, as stored at the snapshot's tick.
     *
     * @param id unsigned 64 bit
     * @param x0 metres, at tick {@code sinceTick}
     * @param y0 metres, at tick {@code sinceTick}
     * @param vx metres per second
     * @param vy metres per second
     * @param sinceTick tick at which {@code x0} and {@code y0} were valid, at most the snapshot's tick
     * @param money unsigned 64 bit
     * @param loggedIn whether the user is in the world
     */
    void userRecord(long id, double x0, double y0, double vx, double vy, long sinceTick, long money, boolean loggedIn);
}
