package dev.gamecluster.gameserver.state;

import com.carrotsearch.hppc.IntObjectHashMap;
import dev.gamecluster.protocol.node.SnapshotPart.SessionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Copies all sessions as they are at one moment, piece by piece while they go on changing: what changes before its turn is copied just
 * before it does. One copy at a time.
 */
final class SessionCopies {
    private final IntFunction<SessionRecord> recordAt;
    private final IntObjectHashMap<SessionRecord> preImages = new IntObjectHashMap<>();
    private boolean copying;
    private int cursor;
    private int end;

    /** @param recordAt what is at a place now, null when nobody is */
    SessionCopies(IntFunction<SessionRecord> recordAt) {
        this.recordAt = recordAt;
    }

    /** @param places all sessions of this moment have places below */
    void begin(int places) {
        if (copying) {
            throw new IllegalStateException("a snapshot of the sessions is under way already");
        }
        copying = true;
        cursor = 0;
        end = places;
    }

    /** At most {@code maximum} sessions as they were when the copy began; an empty list means that all are copied. */
    List<SessionRecord> next(int maximum) {
        List<SessionRecord> copies = new ArrayList<>(maximum);
        while (cursor < end && copies.size() < maximum) {
            int place = cursor++;
            SessionRecord copy = preImages.containsKey(place) ? preImages.remove(place) : recordAt.apply(place);
            if (copy != null) {
                copies.add(copy);
            }
        }
        return copies;
    }

    void end() {
        copying = false;
        preImages.clear();
    }

    /** Before anything at the place changes. */
    void beforeChange(int place) {
        if (copying && place >= cursor && place < end && !preImages.containsKey(place)) {
            preImages.put(place, recordAt.apply(place));
        }
    }
}
