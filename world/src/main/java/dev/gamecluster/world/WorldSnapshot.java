package dev.gamecluster.world;

import java.util.List;

/** The whole world as it was when {@link World#beginSnapshot} was called, handed out in pieces. */
public final class WorldSnapshot implements AutoCloseable {
    private final World world;
    private final List<World.Record> records;
    private final long tick;
    private final long hash;
    private int cursor;

    WorldSnapshot(World world, List<World.Record> records) {
        this.world = world;
        this.records = records;
        this.tick = world.tick();
        this.hash = world.hash();
    }

    /** Hands the next records to the sink, at most {@code maximumUsers}; returns how many, 0 when all were handed out. */
    public int copy(int maximumUsers, UserRecordSink sink) {
        int copied = 0;
        while (copied < maximumUsers && cursor < records.size()) {
            World.Record r = records.get(cursor++);
            sink.userRecord(r.id, r.x0, r.y0, r.vx, r.vy, r.since, r.money, r.loggedIn);
            copied++;
        }
        return copied;
    }

    /** Records not yet handed out. */
    public int remaining() {
        return records.size() - cursor;
    }

    /** All records, handed out or not. */
    public int users() {
        return records.size();
    }

    /** The world's tick when the snapshot began. */
    public long tick() {
        return tick;
    }

    /** The world's hash when the snapshot began. */
    public long hash() {
        return hash;
    }

    /** Ends the snapshot; another one may begin. Closing twice does nothing. */
    @Override
    public void close() {
        world.snapshotClosed(this);
    }
}
