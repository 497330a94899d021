package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;

/** What a client's write is in the log. */
final class Commands {
    private Commands() {}

    static Command of(long session, Request.Write write) {
        return switch (write) {
            case Request.Logout logout -> new LogRecord.Logout(session, logout.id());
            case Request.SetVelocity set -> new LogRecord.SetVelocity(session, set.id(), set.x(), set.y());
            case Request.Aoe aoe -> new LogRecord.Aoe(session, aoe.id(), aoe.radius(), aoe.money());
        };
    }
}
