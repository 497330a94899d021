package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The processes of one cluster by node id, live ones and those lost in the last minute, and what has to be remembered of those that
 * are gone: ids that must not come back, and from which admission on a node that was declared lost may be elected again.
 */
final class NodeDirectory {
    /** Processes that are gone and remembered. More: the oldest is forgotten. */
    static final int REMEMBERED = 1_024;

    /**
     * A node that was declared lost may since have missed acknowledged writes, so its admission of then counts for nothing.
     *
     * @param claimed seq of the admission that it claimed then
     * @param masterSeq how far the master was then
     */
    private record Doubt(long claimed, long masterSeq) {
        boolean clearedBy(long admittedSeq) {
            return admittedSeq > Math.max(claimed, masterSeq);
        }
    }

    private final Map<Integer, NodeEntry> byId = new TreeMap<>();
    private final Map<Integer, Doubt> doubts = bounded();
    private final Map<Integer, Boolean> retired = bounded();
    private PublishedEndpoints published = PublishedEndpoints.NONE;

    private static <V> Map<Integer, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    NodeEntry find(int nodeId) {
        return byId.get(nodeId);
    }

    /** Null when it is unknown or lost. */
    NodeEntry findLive(int nodeId) {
        NodeEntry node = byId.get(nodeId);
        return node == null || node.isLost() ? null : node;
    }

    /** The live process of that name, null when there is none. */
    NodeEntry findLive(String name) {
        for (NodeEntry node : byId.values()) {
            if (!node.isLost() && node.name().equals(name)) {
                return node;
            }
        }
        return null;
    }

    /** Live ones by node id. */
    List<NodeEntry> live() {
        List<NodeEntry> live = new ArrayList<>(byId.size());
        for (NodeEntry node : byId.values()) {
            if (!node.isLost()) {
                live.add(node);
            }
        }
        return live;
    }

    List<Integer> liveIds() {
        List<Integer> ids = new ArrayList<>(byId.size());
        for (NodeEntry node : byId.values()) {
            if (!node.isLost()) {
                ids.add(node.nodeId());
            }
        }
        return List.copyOf(ids);
    }

    /**
     * Live ones by node id as the master is told of them: without those that claim an admission that does not count. The master then
     * writes that they are lost, and admits them anew as soon as they have read that. (It may never have heard that they were lost:
     * they came back before that message came.)
     */
    List<Integer> trustedIds() {
        List<Integer> ids = new ArrayList<>(byId.size());
        for (NodeEntry node : byId.values()) {
            if (!node.isLost() && (node.admittedSeq() == 0 || isAdmitted(node))) {
                ids.add(node.nodeId());
            }
        }
        return List.copyOf(ids);
    }

    /** Live and lost by name; of one name the live one first. */
    List<NodeEntry> listed() {
        List<NodeEntry> listed = new ArrayList<>(byId.values());
        listed.sort(Comparator.comparing(NodeEntry::name).thenComparing(NodeEntry::isLost));
        return listed;
    }

    boolean anyLostWithState() {
        for (NodeEntry node : byId.values()) {
            if (node.isLost() && node.hasState()) {
                return true;
            }
        }
        return false;
    }

    /** The highest tick that any listed node ever was at. */
    long highestTick() {
        long highest = 0;
        for (NodeEntry node : byId.values()) {
            highest = Math.max(highest, node.position().tick());
        }
        return highest;
    }

    /** True when this process is known to be gone: its late messages mean nothing. */
    boolean isRetired(int nodeId) {
        return retired.containsKey(nodeId);
    }

    boolean hasRoom() {
        return liveIds().size() < Limits.NODES;
    }

    /** Takes in a process that was not there or was lost. Lost processes of the same name are no longer listed. */
    NodeEntry join(Heartbeat first, long nowNanos) {
        byId.values().removeIf(node -> node.isLost() && node.name().equals(first.name()));
        NodeEntry node = new NodeEntry(first, nowNanos);
        byId.put(node.nodeId(), node);
        return node;
    }

    /** The process is gone for good. */
    void retire(NodeEntry node) {
        byId.remove(node.nodeId());
        retired.put(node.nodeId(), Boolean.TRUE);
    }

    /** Its id must not come back; it stays listed as lost. */
    void retireListed(NodeEntry node) {
        retired.put(node.nodeId(), Boolean.TRUE);
    }

    /** @param bySilence nothing proves that it is gone */
    void lose(NodeEntry node, boolean bySilence, long masterSeq, long nowNanos) {
        doubts.put(node.nodeId(), new Doubt(node.admittedSeq(), masterSeq));
        node.lose(bySilence, nowNanos);
    }

    /** A new reign goes on from {@code seq}: admissions after it may have lower seqs than the old master had. */
    void reignStartsAt(long seq) {
        doubts.replaceAll((nodeId, doubt) -> new Doubt(doubt.claimed(), Math.min(doubt.masterSeq(), seq)));
    }

    /** Whether a live node's admission counts. */
    boolean isAdmitted(NodeEntry node) {
        Doubt doubt = doubts.get(node.nodeId());
        return !node.isLost() && node.admittedSeq() > 0 && (doubt == null || doubt.clearedBy(node.admittedSeq()));
    }

    /** Replaces what was published before. */
    void publish(PublishedEndpoints newest) {
        published = newest;
    }

    /** Whether all kinds of clients reach that node: where anything is published for clients outside, it is among it. */
    boolean isReachable(NodeEntry node) {
        return published.byNode().isEmpty() || published.byNode().containsKey(node.name());
    }

    /** Where clients outside reach that node. */
    Optional<String> publishedEndpoint(NodeEntry node) {
        return Optional.ofNullable(published.byNode().get(node.name()));
    }

    void forgetLongLost(long nowNanos) {
        long listedNanos = Limits.LOST_LISTED_MILLIS * 1_000_000L;
        byId.values().removeIf(node -> node.isLost() && nowNanos - node.lostNanos() >= listedNanos);
    }
}
