package dev.gamecluster.e2e.simulation;

import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Outcome;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be true, looked at after every step.
 *
 * <ul>
 *   <li>Always: one master in each epoch; epochs and promises of a process never fall; a node that has promised a higher epoch applies
 *       nothing and answers no write; the same place in the log is the same state; no write is applied twice in one log.
 *   <li>While at most one process is dead or cut off (<em>strong</em>): an acknowledged write is in the log of every later reign; no
 *       session is lost; a write is answered with the same tick however often; a client reads what it wrote; a failover takes back
 *       at most the loss bound and one tick of world time.
 * </ul>
 */
final class Invariants {
    private static final long LOST_TICKS = (Limits.MAXIMUM_LOSS_MILLIS + Limits.TICK_MILLIS) / Limits.TICK_MILLIS;

    private static final class Watch {
        long epoch;
        long promised;
        Position position = Position.NOTHING;
    }

    private final boolean strong;
    private final Trace trace;
    private final Statistics statistics;
    private final LogHistory log = new LogHistory();
    private final Map<SimulatedNode, Watch> watches = new HashMap<>();
    private final Map<Long, Integer> masters = new HashMap<>();
    private final Map<LogHistory.Place, Long> hashes = new HashMap<>();
    private long protectedTick;
    private long protectedEpoch;

    Invariants(boolean strong, Trace trace, Statistics statistics) {
        this.strong = strong;
        this.trace = trace;
        this.statistics = statistics;
    }

    LogHistory log() {
        return log;
    }

    private static Violation violation(String sentence) {
        return new Violation(sentence, null);
    }

    // ---- nodes -----------------------------------------------------------------------------------------------------

    void started(SimulatedNode node) {
        watches.put(node, new Watch());
    }

    void afterStep(SimulatedNode node) {
        Watch watch = watches.get(node);
        NodeView view = node.view();
        if (view.epoch() < watch.epoch || view.promisedEpoch() < watch.promised) {
            throw violation(node.name() + " fell from epoch " + watch.epoch + " (promised " + watch.promised + ") to "
                    + view.epoch() + " (promised " + view.promisedEpoch() + ")");
        }
        if (view.role() == Role.MASTER) {
            reigns(node, view);
        }
        if (!view.position().equals(watch.position)) {
            moved(node, watch, view);
        }
        watch.epoch = view.epoch();
        watch.promised = view.promisedEpoch();
        watch.position = view.position();
    }

    private void reigns(SimulatedNode node, NodeView view) {
        Integer known = masters.putIfAbsent(view.epoch(), node.nodeId());
        if (known != null && known != node.nodeId()) {
            throw violation("epoch " + view.epoch() + " has two masters, the second is " + node.name());
        }
        if (view.epoch() == log.newestEpoch() && view.protectedWrites()) {
            protectedEpoch = view.epoch();
            protectedTick = view.position().tick();
        }
    }

    private void moved(SimulatedNode node, Watch watch, NodeView view) {
        if (watch.promised > watch.epoch && view.promisedEpoch() > view.epoch()) {
            throw violation(node.name() + " promised epoch " + watch.promised + " and moved from " + watch.position
                    + " to " + view.position());
        }
        if (!view.position().isNothing()) {
            LogHistory.Place place = new LogHistory.Place(
                    view.position().epoch(), view.position().seq());
            long hash = node.core().state().hash();
            Long known = hashes.putIfAbsent(place, hash);
            statistics.hashesCompared += known == null ? 0 : 1;
            if (known != null && known != hash) {
                throw violation(node.name() + " has hash " + Long.toHexString(hash) + " at " + place + ", another has "
                        + Long.toHexString(known));
            }
        }
    }

    void reported(SimulatedNode node, String sentence) {
        if (sentence.startsWith("this copy differs")) {
            throw violation(node.name() + " reports: " + sentence);
        }
    }

    void published(SimulatedNode node, Delta delta) {
        long before = log.newestEpoch();
        statistics.recordsCut += log.published(node, delta);
        if (log.newestEpoch() != before) {
            trace.add(node.name(), "reigns", "epoch " + delta.epoch() + " from seq " + delta.firstSeq());
            if (strong) {
                reignBegan(node, before);
            }
        }
    }

    void replayed(SimulatedNode node, List<Delta> deltas) {
        log.replayed(node, deltas);
    }

    private void reignBegan(SimulatedNode node, long before) {
        String lost = log.findLost();
        if (lost != null) {
            throw violation("an acknowledged write is lost: " + lost);
        }
        long lostTicks = protectedTick - node.core().state().tick();
        if (before > 0 && protectedEpoch == before && lostTicks > LOST_TICKS) {
            throw violation(lostTicks + " ticks of world time are lost, at most " + LOST_TICKS + " may be");
        }
    }

    /** A node answers a client. */
    void answered(SimulatedNode node, ServerMessage message) {
        boolean write = message instanceof ServerMessage.Applied || message instanceof ServerMessage.AoeApplied;
        if (write) {
            NodeView view = node.view();
            if (view.promisedEpoch() > view.epoch()) {
                throw violation(node.name() + " promised epoch " + view.promisedEpoch() + " and answers " + message
                        + " from epoch " + view.epoch());
            }
        }
    }

    /** From scratch, in time linear to the state. */
    void verify(SimulatedNode node) {
        if (node.core().state().hash() != node.core().state().recomputeHash()) {
            throw violation("the hash of " + node.name() + " is not the hash of its state");
        }
    }

    // ---- clients ---------------------------------------------------------------------------------------------------

    void acknowledged(SimulatedClient client, Request.Write write, long tick, int hits) {
        Object key =
                switch (write) {
                    case Request.Aoe aoe -> aoe.money();
                    case Request.SetVelocity set -> set.x();
                    case Request.Logout ignored -> null;
                };
        if (key == null) {
            return;
        }
        if (!log.isKnown(key)) {
            throw violation(client + " was told that " + write + " is applied; no master published it");
        }
        Outcome outcome = log.outcomeInNewest(key);
        if (strong && outcome == null) {
            throw violation(client + " was told that " + write + " is applied; epoch " + log.newestEpoch()
                    + " has not applied it");
        }
        if (strong && (outcome.tick() != tick || outcome.hits() != hits)) {
            throw violation(client + " was told tick " + tick + " and " + hits + " hits for " + write + ", the log has "
                    + outcome);
        }
        log.acknowledge(client.toString(), write, key);
    }

    void answeredAgain(SimulatedClient client, long id, long before, long tick) {
        if (strong && before != tick) {
            throw violation(client + " was told tick " + before + " and then tick " + tick + " for write " + id);
        }
    }

    void sessionLost(SimulatedClient client, boolean allowed, String session) {
        statistics.sessionsLost += allowed ? 0 : 1;
        if (strong && !allowed) {
            throw violation(client + " had session " + client.session() + " and got " + session);
        }
    }

    /** @param acknowledged what this client had given for certain when it asked */
    void queried(SimulatedClient client, long acknowledged, ServerMessage.QueryResult result, long observer) {
        if (!strong) {
            return;
        }
        for (int i = 0; i < result.users().size(); i++) {
            if (result.users().id(i) == observer) {
                if (result.users().money(i) < acknowledged) {
                    throw violation(client + " was told of writes worth " + acknowledged + ", a query right after"
                            + " shows " + result.users().money(i) + " at user " + observer + ", tick "
                            + result.tick());
                }
                return;
            }
        }
        throw violation(client + " does not see user " + observer + ", who is logged in, at tick " + result.tick());
    }
}
