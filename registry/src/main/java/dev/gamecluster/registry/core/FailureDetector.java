package dev.gamecluster.registry.core;

import dev.gamecluster.registry.core.NodeEntry.Suspicion;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which nodes are lost.
 *
 * <ol>
 *   <li>A node becomes suspect when nothing was heard of it for {@code suspectAfterMillis}, when its probe connection closes, or when
 *       it leaves an election waiting. It is probed once.
 *   <li>How long a node may be silent, and a silent one has for the answer, grows when nodes were declared lost that lived: see {@link
 *       Patience}. A closed connection is no silence.
 *   <li>Answers it within {@code probeMillis}, it is live again and the clock of its silence starts anew. A heartbeat clears it too,
 *       unless its connection closed: then the heartbeat may have been sent before the process died.
 *   <li>Otherwise it is lost. So is a node at whose address another process answers.
 *   <li>A node whose heartbeats stay away while it answers probes is shown as suspect after {@link #MANY_SILENCES} times
 *       the configured {@code suspectAfterMillis}, gets no clients, and is probed on: its world is well, only its control link is broken.
 *   <li>When everybody is silent, the reason is probably here, and nobody could be elected anyway: then nobody is lost by silence until
 *       {@link #MANY_SILENCES} times {@code suspectAfterMillis} have passed, and once anybody is heard all get a fresh interval.
 *   <li>When this registry itself did not run for a while, silence says nothing about the nodes: all get a fresh interval.
 * </ol>
 */
final class FailureDetector {
    /** So many times the patience with one silent node. */
    static final int MANY_SILENCES = 10;

    private final NodeDirectory nodes;
    private final DirectorOutput output;
    private final Patience patience;
    private final long manySilencesNanos;
    private final long probeNanos;
    private long lastNonce;
    private boolean allSilent;

    FailureDetector(NodeDirectory nodes, Patience patience, DirectorSettings settings, DirectorOutput output) {
        this.nodes = nodes;
        this.output = output;
        this.patience = patience;
        this.manySilencesNanos = MANY_SILENCES * settings.suspectAfterMillis() * 1_000_000L;
        this.probeNanos = settings.probeMillis() * 1_000_000L;
    }

    /** Opens and watches the connection to a node; the answer does not matter. */
    void watch(NodeEntry node) {
        output.probe(node.nodeId(), node.heartbeat().endpoints(), nextNonce());
    }

    void onHeartbeat(NodeEntry node) {
        if (node.isSuspect() && node.suspicion().reason() == Reason.CONNECTION_LOST) {
            return;
        }
        node.trust();
        reportRecovery(node);
    }

    /**
     * @param nodeId the process that answered
     * @return the node that is proved lost by this answer, or null
     */
    NodeEntry onProbeReply(long nonce, int nodeId, long nowNanos) {
        for (NodeEntry node : nodes.live()) {
            if (!node.isSuspect() || node.suspicion().nonce() != nonce) {
                continue;
            }
            if (node.nodeId() != nodeId) {
                return node;
            }
            boolean heartbeatsStayAway = node.suspicion().reason() == Reason.HEARTBEAT_LOST;
            node.alive(nowNanos);
            node.trust();
            if (!heartbeatsStayAway) {
                reportRecovery(node);
            }
        }
        return null;
    }

    /** A node that was declared lost is heard again, as the same process. */
    void onReturn(NodeEntry lost, long nowNanos) {
        if (lost.isLostBySilence() && patience.cameBack(lost.lostNanos(), nowNanos)) {
            output.event(new ClusterEvent.Patience(lost.name(), patience.suspectAfterMillis()));
        }
    }

    void suspect(NodeEntry node, Reason reason, long nowNanos) {
        if (node.isLost() || node.isSuspect()) {
            return;
        }
        probe(node, reason, nowNanos, nowNanos);
        if (node.reportSuspicionOnce()) {
            output.event(new ClusterEvent.Suspect(node.name(), node.nodeId(), reason));
        }
    }

    /** A process whose connection closed, and that takes no other, has ended: nobody waits for its answer. */
    void refused(int nodeId, long nowNanos) {
        NodeEntry node = nodes.findLive(nodeId);
        if (node != null && node.isSuspect() && node.suspicion().reason() == Reason.CONNECTION_LOST) {
            Suspicion suspicion = node.suspicion();
            node.suspect(new Suspicion(suspicion.reason(), suspicion.sinceNanos(), suspicion.nonce(), nowNanos));
        }
    }

    /** The nodes that have had their chance. */
    List<NodeEntry> findLost(long nowNanos) {
        if (patience.relax(nowNanos)) {
            output.event(new ClusterEvent.Patience("", patience.suspectAfterMillis()));
        }
        List<NodeEntry> lost = new ArrayList<>();
        boolean before = allSilent;
        allSilent = isEverybodySilent(nowNanos);
        if (before && !allSilent) {
            grantFreshInterval(nowNanos);
        }
        for (NodeEntry node : nodes.live()) {
            if (!node.isSuspect() && nowNanos - node.aliveNanos() >= patience.suspectAfterNanos()) {
                suspect(node, Reason.HEARTBEAT_LOST, nowNanos);
            } else if (node.isSuspect()
                    && nowNanos - node.suspicion().deadlineNanos() >= 0
                    && !isSpared(node, nowNanos)) {
                lost.add(node);
            }
        }
        return lost;
    }

    private boolean isEverybodySilent(long nowNanos) {
        List<NodeEntry> live = nodes.live();
        for (NodeEntry node : live) {
            if (nowNanos - node.aliveNanos() < patience.suspectAfterNanos()) {
                return false;
            }
        }
        return live.size() > 1;
    }

    private boolean isSpared(NodeEntry node, long nowNanos) {
        return allSilent
                && node.suspicion().reason() == Reason.HEARTBEAT_LOST
                && nowNanos - node.aliveNanos() < manySilencesNanos;
    }

    /** This registry did not run for a while. */
    void grantFreshInterval(long nowNanos) {
        for (NodeEntry node : nodes.live()) {
            node.alive(nowNanos);
            if (node.isSuspect() && node.suspicion().reason() == Reason.CONNECTION_LOST) {
                probe(node, Reason.CONNECTION_LOST, node.suspicion().sinceNanos(), nowNanos);
            } else {
                node.trust();
            }
        }
    }

    boolean isControlLinkBroken(NodeEntry node, long nowNanos) {
        return nowNanos - node.heartbeatNanos() >= manySilencesNanos;
    }

    long nextNonce() {
        return ++lastNonce;
    }

    private void probe(NodeEntry node, Reason reason, long sinceNanos, long nowNanos) {
        long nonce = nextNonce();
        long answerNanos = reason == Reason.CONNECTION_LOST ? probeNanos : patience.probeNanos();
        node.suspect(new Suspicion(reason, sinceNanos, nonce, nowNanos + answerNanos));
        output.probe(node.nodeId(), node.heartbeat().endpoints(), nonce);
    }

    private void reportRecovery(NodeEntry node) {
        if (node.takeSuspicionReported()) {
            output.event(new ClusterEvent.Recovered(node.name(), node.nodeId()));
        }
    }
}
