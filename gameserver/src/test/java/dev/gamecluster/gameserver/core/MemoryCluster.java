package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Leave;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Nodes in one thread, wired in memory. Time goes on in steps of one millisecond; a message arrives one step later. */
final class MemoryCluster {
    private static final int PATIENCE_MILLIS = 5_000;

    long nowNanos = 1_000_000_000L;
    private final List<MemoryNode> nodes = new ArrayList<>();

    MemoryNode add(int id) {
        return add(id, NodeSettings.defaults(), TicketCheck.NOT_REQUIRED);
    }

    MemoryNode add(int id, NodeSettings settings, TicketCheck tickets) {
        MemoryNode node = new MemoryNode(this, id, settings, tickets);
        nodes.add(node);
        return node;
    }

    /** A master of epoch 1 without registry and slaves. */
    MemoryNode standalone() {
        MemoryNode node = add(1);
        node.core.startStandalone(nowNanos);
        return node;
    }

    MemoryNode node(int id) {
        return nodes.stream().filter(node -> node.id == id).findAny().orElseThrow();
    }

    MemoryNode nodeAt(Endpoints endpoints) {
        return nodes.stream()
                .filter(node -> node.identity.endpoints().equals(endpoints))
                .findAny()
                .orElseThrow();
    }

    List<MemoryNode> followersOf(MemoryNode master) {
        return nodes.stream().filter(node -> node.follows(master)).toList();
    }

    /** What the registry says to all of {@code live}: who is master of {@code epoch}. */
    void assign(long epoch, MemoryNode master, Protection protection, MemoryNode... live) {
        for (MemoryNode node : live) {
            node.control(assignment(epoch, master, protection, false, live));
        }
    }

    Assignment assignment(long epoch, MemoryNode master, Protection protection, boolean draining, MemoryNode... live) {
        List<Integer> ids = List.of(live).stream().map(node -> node.id).toList();
        return new Assignment(
                epoch,
                master.id,
                master.identity.name(),
                master.identity.endpoints(),
                protection,
                30,
                ids,
                draining ? Leave.DRAIN : Leave.STAY,
                0);
    }

    /** What the registry says to a node that has more clients than its share. */
    static Assignment keeping(Assignment other, int keep) {
        return new Assignment(
                other.epoch(),
                other.master(),
                other.masterName(),
                other.masterEndpoints(),
                other.protection(),
                other.maximumLossMillis(),
                other.live(),
                other.leave(),
                keep);
    }

    void step() {
        nowNanos += 1_000_000;
        nodes.forEach(MemoryNode::step);
    }

    void run(int millis) {
        for (int i = 0; i < millis; i++) {
            step();
        }
    }

    /** @throws AssertionError when it does not happen within 5 s of this cluster's time */
    void until(BooleanSupplier happened) {
        for (int i = 0; i < PATIENCE_MILLIS && !happened.getAsBoolean(); i++) {
            step();
        }
        if (!happened.getAsBoolean()) {
            throw new AssertionError("did not happen within " + PATIENCE_MILLIS + " ms of simulated time");
        }
    }
}
