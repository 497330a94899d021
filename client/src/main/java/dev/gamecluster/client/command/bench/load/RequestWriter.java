package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.RequestEncoder;
import dev.gamecluster.protocol.zmtp.OutputBuffer;
import dev.gamecluster.protocol.zmtp.ZmtpFrames;
import java.nio.charset.StandardCharsets;

/**
 * Requests as ZMTP messages, without an object for each. What a request says is a function of the client and of the request's id
 * alone: sent again with the same id it is the same, and nobody has to keep it. All numbers are thousandths.
 *
 * @param areaMillimetres side of the square around the origin in which queries lie
 * @param queryMillimetres side of their rectangles
 * @param radiusMillimetres of an aoe
 * @param money that an aoe gives
 */
record RequestWriter(long areaMillimetres, long queryMillimetres, long radiusMillimetres, long money) {
    /** People walk with at most 1.5 m/s on each axis. */
    private static final int SPEED = 1_500;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final byte[] ID = bytes("{\"id\":");
    private static final byte[] VELOCITY = bytes(",\"op\":\"set_velocity\",\"velocity\":{\"x\":");
    private static final byte[] Y = bytes(",\"y\":");
    private static final byte[] END_OF_TWO = bytes("}}");
    private static final byte[] AOE = bytes(",\"op\":\"aoe\",\"radius\":");
    private static final byte[] MONEY = bytes(",\"money\":");
    private static final byte[] QUERY = bytes(",\"op\":\"query\",\"min\":{\"x\":");
    private static final byte[] MAXIMUM = bytes("},\"max\":{\"x\":");
    private static final byte[] MINIMUM_TICK = bytes("},\"min_tick\":");
    private static final byte[] PING = bytes(",\"op\":\"ping\"}");
    private static final byte[] LOGOUT = bytes(",\"op\":\"logout\"}");

    static RequestWriter of(Scenario scenario) {
        return new RequestWriter(
                Math.round(scenario.areaSide() * 1_000),
                Math.round(scenario.querySide() * 1_000),
                Math.round(scenario.aoeRadius() * 1_000),
                scenario.aoeMoney());
    }

    /**
     * Puts one request into the output.
     *
     * @param clientSeed distinguishes clients
     * @param minimumTick for queries; 0 for none
     */
    void write(OutputBuffer output, Operation operation, long clientSeed, long id, long minimumTick) {
        int frame = ZmtpFrames.beginMessage(output);
        output.put(ID).decimal(id);
        switch (operation) {
            case SET_VELOCITY -> velocity(output, mixed(clientSeed, id));
            case QUERY -> query(output, mixed(clientSeed, id), minimumTick);
            case AOE ->
                output.put(AOE)
                        .thousandths(radiusMillimetres)
                        .put(MONEY)
                        .decimal(money)
                        .put('}');
            case PING -> output.put(PING);
            case RELOGIN -> output.put(LOGOUT);
        }
        ZmtpFrames.endMessage(output, frame);
    }

    /** @param session to resume, or null */
    static void login(OutputBuffer output, long id, long user, String session) {
        ZmtpFrames.message(output, RequestEncoder.encode(new Request.Login(id, user, session, null)));
    }

    private static void velocity(OutputBuffer output, long random) {
        output.put(VELOCITY)
                .thousandths(within(random, 2 * SPEED + 1) - SPEED)
                .put(Y)
                .thousandths(within(random << Integer.SIZE, 2 * SPEED + 1) - SPEED)
                .put(END_OF_TWO);
    }

    private void query(OutputBuffer output, long random, long minimumTick) {
        long minX = within(random, areaMillimetres) - areaMillimetres / 2 - queryMillimetres / 2;
        long minY = within(random << Integer.SIZE, areaMillimetres) - areaMillimetres / 2 - queryMillimetres / 2;
        output.put(QUERY).thousandths(minX).put(Y).thousandths(minY);
        output.put(MAXIMUM).thousandths(minX + queryMillimetres).put(Y).thousandths(minY + queryMillimetres);
        if (minimumTick == 0) {
            output.put(END_OF_TWO);
        } else {
            output.put(MINIMUM_TICK).decimal(minimumTick).put('}');
        }
    }

    /** Uniform in [0, bound), from the upper 32 bits. */
    private static long within(long random, long bound) {
        return (random >>> Integer.SIZE) * bound >>> Integer.SIZE;
    }

    /** SplitMix64's finisher. */
    private static long mixed(long seed, long id) {
        long z = seed + id * GOLDEN;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
