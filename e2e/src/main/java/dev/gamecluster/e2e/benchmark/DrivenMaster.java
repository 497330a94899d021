package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.gameserver.core.NodeCore;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A master with one slave that forwards batches of commands and acknowledges every delta: the loss bound holds, the slave is admitted, the
 * world ticks, sessions remember their requests. The clock is moved by the caller's batches.
 */
final class DrivenMaster {
    private static final long ROUTE = 1;
    private static final long LINK = 1;

    private final SplittableRandom random = new SplittableRandom(8);
    private final Walkers walkers = new Walkers(random);
    private final NodeCore core;
    private final long[] lastIds;
    private final int users;
    private long nowNanos;
    private long nextNumber = 1;
    private Delta unacknowledged;

    /** @param feed gets every delta, in order */
    DrivenMaster(int users, Consumer<Delta> feed) {
        this.users = users;
        this.lastIds = new long[users + 1];
        this.core = DrivenNode.start(DrivenNode.MASTER, new SilentOutput() {
            @Override
            public void publish(Delta delta) {
                unacknowledged = delta;
                feed.accept(delta);
            }
        });
        cycle(0);
        Position nothing = Position.NOTHING;
        core.onPeer(ROUTE, new PeerMessage.Follow(DrivenNode.EPOCH, DrivenNode.SLAVE, nothing), nowNanos);
        cycle(0);
    }

    /** Everybody logs in: user {@code Walkers.id(n)} gets session n + 1. */
    void logEverybodyIn() {
        List<LogRecord.Command> logins = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            SessionKey key = new SessionKey(random.nextLong(), random.nextLong());
            long id = Walkers.id(user);
            logins.add(new LogRecord.Login(key, SessionKey.NONE, id, DrivenNode.HOLDER, 0, 0));
            if (logins.size() == Limits.FORWARD_COMMANDS || user == users - 1) {
                forward(logins, 1_000_000);
                logins = new ArrayList<>();
            }
        }
    }

    /** Random users change their velocity, each with the next id of its session. */
    List<LogRecord.Command> turns(int commands) {
        List<LogRecord.Command> turns = new ArrayList<>(commands);
        for (int i = 0; i < commands; i++) {
            int session = 1 + random.nextInt(users);
            int velocity = walkers.draw();
            turns.add(new LogRecord.SetVelocity(session, ++lastIds[session], walkers.x(velocity), walkers.y(velocity)));
        }
        return turns;
    }

    /** One batch comes from the slave, the master ends its cycle, the slave acknowledges, and time passes. */
    void forward(List<LogRecord.Command> commands, long nanos) {
        core.onPeer(
                ROUTE,
                new PeerMessage.Forward(DrivenNode.EPOCH, DrivenNode.SLAVE, LINK, nextNumber, commands),
                nowNanos);
        nextNumber += commands.size();
        cycle(nanos);
    }

    /** One cycle, the acknowledgement, and time passes. */
    void cycle(long nanos) {
        core.onCycle(nowNanos);
        if (unacknowledged != null) {
            long seq = unacknowledged.lastSeq();
            long published = unacknowledged.publishedNanos();
            unacknowledged = null;
            core.onPeer(ROUTE, new PeerMessage.Ack(DrivenNode.EPOCH, DrivenNode.SLAVE, seq, published), nowNanos);
        }
        nowNanos += nanos;
    }

    /** For checks: nothing was refused when the log holds at least as many records as there were commands. */
    NodeCore core() {
        return core;
    }
}
