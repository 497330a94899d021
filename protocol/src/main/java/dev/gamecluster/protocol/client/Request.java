package dev.gamecluster.protocol.client;

/** What a client asks. {@code id} is 1..2^53-1, repeated in the answer. */
public sealed interface Request {
    long id();

    /** A request that changes the world. */
    sealed interface Write extends Request permits Logout, SetVelocity, Aoe {}

    /**
     * @param user unsigned 64-bit user
     * @param session session to resume, or null
     * @param ticket proof of who the client is, or null
     */
    record Login(long id, long user, String session, String ticket) implements Request {}

    record Logout(long id) implements Write {}

    /** @param x metres per second, y likewise; the speed is at most {@link dev.gamecluster.protocol.Limits#SPEED_METRES_PER_SECOND} */
    record SetVelocity(long id, double x, double y) implements Write {}

    /**
     * @param radius metres, 0..50
     * @param money unsigned 64-bit amount each hit user gets
     */
    record Aoe(long id, double radius, long money) implements Write {}

    /**
     * All logged-in users of a closed rectangle, in metres.
     *
     * @param minimumTick answer only from a world at least at this tick; 0 when any will do
     */
    record Query(long id, double minX, double minY, double maxX, double maxY, long minimumTick) implements Request {}

    record Ping(long id) implements Request {}
}
