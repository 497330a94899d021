package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;

/** What a client's write is in the log, and what may come into the log at all. */
final class Commands {
    /** With room for the rounding of a length that is 20 on paper. */
    private static final double FASTEST = Limits.SPEED_METRES_PER_SECOND * (1 + 1e-10);

    private Commands() {}

    static Command of(long session, Request.Write write) {
        return switch (write) {
            case Request.Logout logout -> new LogRecord.Logout(session, logout.id());
            case Request.SetVelocity set -> new LogRecord.SetVelocity(session, set.id(), set.x(), set.y());
            case Request.Aoe aoe -> new LogRecord.Aoe(session, aoe.id(), aoe.radius(), aoe.money());
        };
    }

    /** Whether the world can take it. A node checks what its clients send; this is against a peer that is none of ours. */
    static boolean isAllowed(Command command) {
        return switch (command) {
            case LogRecord.SetVelocity set -> Math.hypot(set.velocityX(), set.velocityY()) <= FASTEST;
            case LogRecord.Aoe aoe -> aoe.radius() >= 0 && aoe.radius() <= Limits.RADIUS_METRES;
            case LogRecord.Login ignored -> true;
            case LogRecord.Logout ignored -> true;
            case LogRecord.Silent ignored -> true;
        };
    }
}
