package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request.Query;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.UserList;

/** Answers queries and pings from this node's own copy of the world. */
final class Queries {
    private static final int EXPECTED_USERS = 16;

    private final NodeOutput output;
    private final WaitingQueries waiting = new WaitingQueries();
    private long answered;

    Queries(NodeOutput output) {
        this.output = output;
    }

    void ask(ReplicatedState state, long lagMillis, long connection, Query query, long nowNanos) {
        if (query.minimumTick() <= state.tick()) {
            answer(state, lagMillis, connection, query);
        } else if (!waiting.add(connection, query, nowNanos)) {
            String message = "too many queries wait for their min_tick on this node";
            output.toClient(connection, Failed.of(query.id(), ErrorCode.OVERLOADED, message));
        }
    }

    void release(ReplicatedState state, long lagMillis, long nowNanos) {
        if (waiting.size() == 0) {
            return;
        }
        waiting.release(
                state.tick(),
                nowNanos,
                ready -> answer(state, lagMillis, ready.connection(), ready.query()),
                late -> output.toClient(late.connection(), tooLate(late.query(), state.tick())));
    }

    private static ServerMessage tooLate(Query query, long tick) {
        String message =
                "this node is at tick " + tick + " and did not reach min_tick " + query.minimumTick() + " in time";
        return Failed.of(query.id(), ErrorCode.TIMEOUT, message);
    }

    private void answer(ReplicatedState state, long lagMillis, long connection, Query query) {
        UserList users = new UserList(EXPECTED_USERS);
        state.query(query.minX(), query.minY(), query.maxX(), query.maxY(), users::add);
        answered++;
        output.toClient(connection, new ServerMessage.QueryResult(query.id(), state.tick(), lagMillis, users));
    }

    /** Fill of the queue of those that wait, 0..1000. */
    int waitingPermille() {
        return (int) (1_000L * waiting.size() / Limits.WAITING_QUERIES);
    }

    long answeredCount() {
        return answered;
    }
}
