package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.SnapshotPart;
import dev.gamecluster.protocol.node.StateHeader;
import dev.gamecluster.world.WorldSnapshot;
import java.util.Arrays;
import java.util.List;

/** A consistent copy of the state at one seq, read in bounded pieces on the owning thread while the state goes on changing. */
public final class StateSnapshot implements AutoCloseable {
    private final Position position;
    private final long hash;
    private final StateHeader header;
    private final WorldSnapshot world;
    private final SessionTable sessions;

    StateSnapshot(Position position, long hash, StateHeader header, WorldSnapshot world, SessionTable sessions) {
        this.position = position;
        this.hash = hash;
        this.header = header;
        this.world = world;
        this.sessions = sessions;
    }

    public Position position() {
        return position;
    }

    /** Hash of the state at {@link #position}. */
    public long hash() {
        return hash;
    }

    public StateHeader header() {
        return header;
    }

    /** @return the next piece, users first, then sessions; null when all is read */
    public SnapshotPart next() {
        if (world.remaining() > 0) {
            return users(Math.min(world.remaining(), Limits.SNAPSHOT_CHUNK_USERS));
        }
        List<SnapshotPart.SessionRecord> records = sessions.copy(Limits.SNAPSHOT_CHUNK_SESSIONS);
        return records.isEmpty() ? null : new SnapshotPart.Sessions(records);
    }

    private SnapshotPart.Users users(int maximum) {
        UserColumns columns = new UserColumns(maximum);
        world.copy(maximum, columns::add);
        return columns.toUsers();
    }

    @Override
    public void close() {
        world.close();
        sessions.endCopy();
    }

    private static final class UserColumns {
        private final long[] id;
        private final double[] x;
        private final double[] y;
        private final double[] velocityX;
        private final double[] velocityY;
        private final long[] sinceTick;
        private final long[] money;
        private final boolean[] loggedIn;
        private int size;

        UserColumns(int capacity) {
            id = new long[capacity];
            x = new double[capacity];
            y = new double[capacity];
            velocityX = new double[capacity];
            velocityY = new double[capacity];
            sinceTick = new long[capacity];
            money = new long[capacity];
            loggedIn = new boolean[capacity];
        }

        void add(
                long user,
                double startX,
                double startY,
                double vx,
                double vy,
                long since,
                long amount,
                boolean isLoggedIn) {
            id[size] = user;
            x[size] = startX;
            y[size] = startY;
            velocityX[size] = vx;
            velocityY[size] = vy;
            sinceTick[size] = since;
            money[size] = amount;
            loggedIn[size++] = isLoggedIn;
        }

        SnapshotPart.Users toUsers() {
            return new SnapshotPart.Users(
                    Arrays.copyOf(id, size),
                    Arrays.copyOf(x, size),
                    Arrays.copyOf(y, size),
                    Arrays.copyOf(velocityX, size),
                    Arrays.copyOf(velocityY, size),
                    Arrays.copyOf(sinceTick, size),
                    Arrays.copyOf(money, size),
                    Arrays.copyOf(loggedIn, size));
        }
    }
}
