package dev.gamecluster.gameserver.core;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.gameserver.state.Session;
import dev.gamecluster.gameserver.state.SessionState;
import dev.gamecluster.protocol.node.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Makes the sessions that a node holds by the log, and the connections it has, agree: a bound session that the log thinks silent is
 * claimed back, one that is gone or held elsewhere is named to the desk, and an active one of this node that no connection has is
 * reported silent.
 */
final class HeldSessions {
    private final int nodeId;
    private final ConnectionTable table;
    private final ClientDesk.CommandSink sink;

    HeldSessions(int nodeId, ConnectionTable table, ClientDesk.CommandSink sink) {
        this.nodeId = nodeId;
        this.table = table;
        this.sink = sink;
    }

    void reconcile(ReplicatedState state, LongConsumer whenGone, LongConsumer whenMoved) {
        List<Long> gone = new ArrayList<>();
        List<Long> moved = new ArrayList<>();
        table.forEachBoundSession(number -> {
            Session session = state.session(number);
            if (session == null || !session.key().equals(table.ofSession(number).sessionKey)) {
                gone.add(number);
            } else if (session.isRunning() && session.holder() != nodeId) {
                moved.add(number);
            } else if (session.state() == SessionState.GRACE) {
                sink.submit(new LogRecord.Login(session.key(), session.key(), session.user(), nodeId, 0, 0));
            }
        });
        gone.forEach(whenGone::accept);
        moved.forEach(whenMoved::accept);
        state.forEachActiveSessionOf(nodeId, this::reportUnbound);
    }

    private void reportUnbound(Session session) {
        if (!table.isBound(session.number()) && !table.logins().concerns(session.key())) {
            sink.submit(new LogRecord.Silent(session.number(), nodeId));
        }
    }
}
