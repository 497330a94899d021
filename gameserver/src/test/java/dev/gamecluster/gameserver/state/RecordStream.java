package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An endless stream of log records that a master could have written, by seed: few users and ids, so that everything collides. */
final class RecordStream {
    private static final int USERS = 40;

    private final Random random;
    private final List<SessionKey> keys = new ArrayList<>(List.of(SessionKey.NONE));
    private final List<LogRecord> recent = new ArrayList<>();
    private long epoch = 1;
    private long sessions;
    private long nextId = 1;

    RecordStream(long seed) {
        random = new Random(seed);
    }

    /** Applies the next record to {@code state} and returns it. */
    LogRecord applyNext(ReplicatedState state) {
        LogRecord record = state.seq() == 0 ? new LogRecord.EpochStarted(epoch, 1) : next(state);
        Outcome outcome = state.apply(record);
        sessions = Math.max(sessions, outcome.session());
        recent.add(record);
        return record;
    }

    private LogRecord next(ReplicatedState state) {
        long due = state.dueSession();
        if (due != 0 && random.nextInt(4) > 0) {
            return new LogRecord.Expire(due);
        }
        return switch (random.nextInt(24)) {
            case 0, 1, 2 -> login();
            case 3, 4, 5, 6 -> new LogRecord.SetVelocity(session(), id(), random.nextInt(19), random.nextDouble());
            case 7, 8, 9, 10 -> new LogRecord.Aoe(session(), id(), random.nextInt(51), random.nextInt(100));
            case 11 -> new LogRecord.Logout(session(), id());
            case 12 -> new LogRecord.Silent(session(), holder());
            case 13 -> random.nextInt(20) == 0 ? new LogRecord.NodeLost(holder()) : tick(state);
            case 14 -> new LogRecord.SlaveAdmitted(holder());
            case 15 -> random.nextInt(20) == 0 ? new LogRecord.EpochStarted(++epoch, holder()) : tick(state);
            case 16 -> new LogRecord.StateHash(state.hash());
            case 17, 18 -> again(state);
            default -> tick(state);
        };
    }

    private LogRecord login() {
        SessionKey key = new SessionKey(random.nextLong(), random.nextLong());
        keys.add(key);
        SessionKey resume = keys.get(Math.max(0, keys.size() - 1 - random.nextInt(Math.min(keys.size(), 60))));
        return new LogRecord.Login(key, random.nextBoolean() ? SessionKey.NONE : resume, user(), holder(), at(), at());
    }

    private LogRecord again(ReplicatedState state) {
        LogRecord record = recent.get(Math.max(0, recent.size() - 1 - random.nextInt(800)));
        return record instanceof LogRecord.Command ? record : tick(state);
    }

    private static LogRecord tick(ReplicatedState state) {
        return new LogRecord.Tick(state.tick() + 1);
    }

    private long user() {
        return random.nextInt(USERS) - 3L;
    }

    private int holder() {
        return 1 + random.nextInt(3);
    }

    private double at() {
        return random.nextInt(60);
    }

    private long session() {
        return Math.max(1, sessions - random.nextInt(USERS));
    }

    private long id() {
        return random.nextInt(10) == 0 ? Math.max(1, nextId - random.nextInt(3_000)) : nextId++;
    }
}
