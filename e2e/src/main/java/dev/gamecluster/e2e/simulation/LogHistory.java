package dev.gamecluster.e2e.simulation;

import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every record that any master published, by reign. A reign goes on from a point of an earlier one, its parent; so reigns form a
 * tree, and the log of a node is a way from the root. Knows of every write where in the tree it was applied, and so whether it was
 * applied twice on one way, and whether an acknowledged one is missing from the newest reign.
 */
final class LogHistory {
    /** A place in the tree. */
    record Place(long epoch, long seq) {}

    /** A write that a client was told is applied. */
    private record Acknowledged(String client, Object write, Place place) {}

    private static final class Reign {
        final long epoch;
        final int master;
        final long firstSeq;
        final long parent;
        final List<Outcome> outcomes = new ArrayList<>();

        Reign(long epoch, int master, long firstSeq, long parent) {
            this.epoch = epoch;
            this.master = master;
            this.firstSeq = firstSeq;
            this.parent = parent;
        }

        long lastSeq() {
            return firstSeq + outcomes.size() - 1;
        }
    }

    private final TreeMap<Long, Reign> reigns = new TreeMap<>();
    private final Map<Object, List<Place>> applied = new HashMap<>();
    private final Map<Object, Place> unpublished = new HashMap<>();
    private final Map<Object, Outcome> unpublishedOutcomes = new HashMap<>();
    private final List<Acknowledged> acknowledged = new ArrayList<>();

    long newestEpoch() {
        return reigns.isEmpty() ? 0 : reigns.lastKey();
    }

    /** @return how many records of its parent a new reign cut off, 0 when no reign begins */
    long published(SimulatedNode node, Delta delta) {
        Reign reign = reigns.get(delta.epoch());
        long cut = 0;
        if (reign == null) {
            reign = begin(node, delta);
            Reign parent = reigns.get(reign.parent);
            cut = parent == null ? 0 : Math.max(0, parent.lastSeq() + 1 - reign.firstSeq);
        }
        if (reign.master != node.nodeId()) {
            throw new Violation(node.name() + " publishes in epoch " + delta.epoch() + " of another master", null);
        }
        if (delta.firstSeq() != reign.lastSeq() + 1) {
            throw new Violation(node.name() + " publishes seq " + delta.firstSeq() + " after " + reign.lastSeq(), null);
        }
        for (Delta.Entry entry : delta.entries()) {
            reign.outcomes.add(entry.outcome());
            note(reign, entry);
        }
        return cut;
    }

    /**
     * A master keeps what it applied and did not come to publish; when it reigns again, that is part of its log, and others learn of
     * it by replay.
     */
    void replayed(SimulatedNode node, List<Delta> deltas) {
        for (Delta delta : deltas) {
            Reign reign = reigns.get(delta.epoch());
            if (reign != null && reign.master == node.nodeId() && delta.firstSeq() == reign.lastSeq() + 1) {
                for (Delta.Entry entry : delta.entries()) {
                    reign.outcomes.add(entry.outcome());
                    note(reign, entry);
                }
            }
        }
    }

    private void note(Reign reign, Delta.Entry entry) {
        Object key = keyOf(entry.record());
        if (key == null) {
            return;
        }
        Place place = new Place(reign.epoch, reign.lastSeq());
        if (entry.outcome().code() == Outcome.Code.APPLIED) {
            remember(key, place);
        } else if (entry.outcome().code() == Outcome.Code.REPEATED && outcomeIn(reign.epoch, key) == null) {
            unpublished.put(key, unpublishedPlace(reign, key));
            unpublishedOutcomes.put(key, entry.outcome());
        }
    }

    /** Where a write was applied that comes back as repeated and that nobody published. */
    private Place unpublishedPlace(Reign newest, Object key) {
        for (Reign reign = newest; reign != null; reign = reigns.get(reign.parent)) {
            Reign parent = reigns.get(reign.parent);
            if (parent != null && parent.lastSeq() + 1 < reign.firstSeq) {
                return new Place(parent.epoch, reign.firstSeq - 1);
            }
        }
        throw new Violation("write " + key + " is repeated in epoch " + newest.epoch + ", but was never applied", null);
    }

    private Reign begin(SimulatedNode node, Delta delta) {
        if (!(delta.entries().getFirst().record() instanceof LogRecord.EpochStarted started)
                || started.epoch() != delta.epoch()
                || started.master() != node.nodeId()) {
            throw new Violation(
                    node.name() + " begins epoch " + delta.epoch() + " with "
                            + delta.entries().getFirst().record(),
                    null);
        }
        Reign reign = new Reign(delta.epoch(), node.nodeId(), delta.firstSeq(), parentOf(node, delta));
        reigns.put(delta.epoch(), reign);
        return reign;
    }

    private long parentOf(SimulatedNode node, Delta delta) {
        if (delta.firstSeq() == 1) {
            return 0;
        }
        for (long epoch : reigns.headMap(delta.epoch(), false).descendingKeySet()) {
            Position end = new Position(epoch, delta.firstSeq() - 1, 0);
            if (node.core().state().reigns().contain(end, node.core().state().seq())) {
                return epoch;
            }
        }
        throw new Violation(
                node.name() + " begins epoch " + delta.epoch() + " at seq " + delta.firstSeq()
                        + ", after a reign that nobody published",
                null);
    }

    private void remember(Object key, Place place) {
        List<Place> places = applied.computeIfAbsent(key, unused -> new ArrayList<>(1));
        for (Place before : places) {
            if (contains(place.epoch, before)) {
                throw new Violation("write " + key + " was applied twice: at " + before + " and at " + place, null);
            }
        }
        places.add(place);
    }

    /** What identifies a write in the log, null for what is no write of a client that can be told apart. */
    static Object keyOf(LogRecord record) {
        return switch (record) {
            case LogRecord.Aoe aoe -> aoe.money();
            case LogRecord.SetVelocity set -> set.velocityX();
            case LogRecord.Login ignored -> null;
            case LogRecord.Logout ignored -> null;
            case LogRecord.Silent ignored -> null;
            case LogRecord.Expire ignored -> null;
            case LogRecord.NodeLost ignored -> null;
            case LogRecord.SlaveAdmitted ignored -> null;
            case LogRecord.EpochStarted ignored -> null;
            case LogRecord.Tick ignored -> null;
            case LogRecord.StateHash ignored -> null;
        };
    }

    /** Whether the log of a reign contains the record at a place. */
    boolean contains(long epoch, Place place) {
        long limit = Long.MAX_VALUE;
        for (Reign reign = reigns.get(epoch); reign != null; reign = reigns.get(reign.parent)) {
            if (reign.epoch == place.epoch) {
                return place.seq >= reign.firstSeq && place.seq <= limit;
            }
            limit = Math.min(limit, reign.firstSeq - 1);
        }
        return false;
    }

    /** @return the outcome of the write in the newest reign's log, or null when it is not in it */
    Outcome outcomeInNewest(Object key) {
        return outcomeIn(newestEpoch(), key);
    }

    private Outcome outcomeIn(long epoch, Object key) {
        for (Place place : applied.getOrDefault(key, List.of())) {
            if (contains(epoch, place)) {
                Reign reign = reigns.get(place.epoch);
                return reign.outcomes.get((int) (place.seq - reign.firstSeq));
            }
        }
        Place place = unpublished.get(key);
        return place != null && contains(epoch, place) ? unpublishedOutcomes.get(key) : null;
    }

    /** Whether any master is known to have applied it. */
    boolean isKnown(Object key) {
        return applied.containsKey(key) || unpublished.containsKey(key);
    }

    void acknowledge(String client, Object write, Object key) {
        for (Place place : applied.getOrDefault(key, List.of())) {
            if (contains(newestEpoch(), place)) {
                acknowledged.add(new Acknowledged(client, write, place));
                return;
            }
        }
        Place place = unpublished.get(key);
        if (place != null && contains(newestEpoch(), place)) {
            acknowledged.add(new Acknowledged(client, write, place));
        }
    }

    /** @return a sentence about an acknowledged write that the newest reign has not, or null */
    String findLost() {
        for (Acknowledged one : acknowledged) {
            if (!contains(newestEpoch(), one.place)) {
                return one.client + " was told that " + one.write + " is applied, at " + one.place + "; epoch "
                        + newestEpoch() + " began without it";
            }
        }
        return null;
    }
}
