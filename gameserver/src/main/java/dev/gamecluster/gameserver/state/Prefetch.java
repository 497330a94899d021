package dev.gamecluster.gameserver.state;

import com.carrotsearch.hppc.IntArrayList;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.world.World;
import java.util.List;
import java.util.function.Function;

/**
 * Brings what a batch of writes will change into the processor's cache, by reading it; changes nothing.
 *
 * <p>With more users than the cache holds, a write waits for its session, what the session remembers, its user, the leaf and the
 * appointment: one cache miss after the other. In two short loops over the batch (sessions first; then what they lead to) the reads of
 * different writes do not depend on each other, so the processor waits for many at once. This is group prefetching (Chen, Ailamaki,
 * Gibbons, Mowry: Improving Hash Join Performance through Prefetching, 2004), with reads in place of prefetch instructions.
 */
final class Prefetch {
    /** Fewer writes are over before it has paid. */
    private static final int SMALLEST_BATCH = 16;

    private final World world;
    private final SessionTable sessions;
    private final IntArrayList places = new IntArrayList();
    /** Kept, so that the reads are not optimized away. */
    private long touched;

    Prefetch(World world, SessionTable sessions) {
        this.world = world;
        this.sessions = sessions;
    }

    /** @param record what is written by an element of the batch */
    <T> void read(List<T> batch, Function<? super T, LogRecord> record) {
        if (batch.size() < SMALLEST_BATCH) {
            return;
        }
        places.elementsCount = 0;
        for (T element : batch) {
            int place = sessions.byNumber(sessionOf(record.apply(element)));
            if (place != SessionTable.NOT_FOUND) {
                places.add(place);
            }
        }
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            touched ^= sessions.memory(place).touch() ^ world.touch(sessions.slot(place));
        }
    }

    /** @return the number of the session that writes, or 0, which no session has */
    private static long sessionOf(LogRecord record) {
        return switch (record) {
            case LogRecord.SetVelocity set -> set.session();
            case LogRecord.Aoe aoe -> aoe.session();
            case LogRecord.Logout logout -> logout.session();
            default -> 0;
        };
    }
}
