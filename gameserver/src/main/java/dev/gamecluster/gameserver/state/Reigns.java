package dev.gamecluster.gameserver.state;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.StateHeader.Reign;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The reigns that wrote this log, each with its first seq: decides whether another node's log is a beginning of this one.
 *
 * <p>A log that ends in reign e at seq s is a beginning of this log exactly when this log has the reign e too and s lies before the
 * first record of the next reign (the rule of Raft's log matching, with one writer for each reign). Only the newest {@link
 * Limits#REIGNS} are kept; an older log takes a snapshot.
 */
public final class Reigns {
    private final ArrayDeque<Reign> reigns = new ArrayDeque<>();

    /** Epoch of the newest reign, 0 when there is none. */
    public long current() {
        return reigns.isEmpty() ? 0 : reigns.getLast().epoch();
    }

    void begin(long epoch, long firstSeq) {
        if (epoch <= current()) {
            throw new IllegalStateException("epoch " + epoch + " does not follow epoch " + current());
        }
        reigns.addLast(new Reign(epoch, firstSeq));
        if (reigns.size() > Limits.REIGNS) {
            reigns.removeFirst();
        }
    }

    /**
     * Whether a log that ends at {@code other} is a beginning of this one.
     *
     * @param lastSeq seq of the last record of this log
     */
    public boolean contain(Position other, long lastSeq) {
        if (other.isNothing()) {
            return true;
        }
        if (other.seq() > lastSeq) {
            return false;
        }
        boolean found = false;
        for (Reign reign : reigns) {
            if (found) {
                return other.seq() < reign.firstSeq();
            }
            found = reign.epoch() == other.epoch() && reign.firstSeq() <= other.seq();
        }
        return found;
    }

    List<Reign> toList() {
        return List.copyOf(reigns);
    }

    void restore(List<Reign> saved) {
        reigns.clear();
        reigns.addAll(saved);
    }
}
