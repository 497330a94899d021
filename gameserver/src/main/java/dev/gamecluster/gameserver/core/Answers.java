package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.Outcome;

/** What a client is told about the outcome of its write. */
final class Answers {
    private Answers() {}

    static ServerMessage of(long requestId, Command command, Outcome outcome) {
        return switch (outcome.code()) {
            case APPLIED, REPEATED, RESUMED ->
                command instanceof LogRecord.Aoe
                        ? new ServerMessage.AoeApplied(requestId, outcome.tick(), outcome.hits())
                        : new ServerMessage.Applied(requestId, outcome.tick());
            case EXPIRED ->
                Failed.of(requestId, ErrorCode.EXPIRED, "this id is older than the session's memory of applied ids");
            case NOT_LOGGED_IN, IGNORED ->
                Failed.of(requestId, ErrorCode.NOT_LOGGED_IN, "the session is not logged in");
        };
    }
}
