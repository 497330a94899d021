package dev.gamecluster.gameserver.app;

import dev.gamecluster.gameserver.core.NodeView;
import dev.gamecluster.gameserver.io.NodeCounters;
import dev.gamecluster.gameserver.io.NodeServer;
import dev.gamecluster.protocol.node.Role;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What a node shows at {@code /q/metrics}; all names begin with {@code gamecluster_node_}. */
@Singleton
public class NodeMetrics {
    private static final String PREFIX = "gamecluster.node.";
    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry meters;
    private final RunningNode running;

    NodeMetrics(MeterRegistry meters, RunningNode running) {
        this.meters = meters;
        this.running = running;
    }

    void register(@Observes StartupEvent event) {
        gauge("epoch", "Reign that the node belongs to", NodeView::epoch);
        gauge("tick", "Tick that the node is at", view -> view.position().tick());
        gauge("seq", "Seq of the last applied log record", view -> view.position()
                .seq());
        gauge("master", "1 when the node is the master", view -> view.role() == Role.MASTER ? 1 : 0);
        gauge("following", "1 when a slave's copy is complete", view -> view.following() ? 1 : 0);
        gauge("admitted", "1 when a slave may be elected", view -> view.admittedSeq() > 0 ? 1 : 0);
        gauge("lag.seconds", "Age of the node's world", view -> view.lagMicros() / 1e6);
        gauge("clients", "Client connections", NodeView::clients);
        gauge("sessions.bound", "Sessions whose client is connected here", NodeView::boundSessions);
        gauge("sessions", "Sessions of the world", NodeView::sessions);
        gauge("users", "Users in the world", NodeView::loggedInUsers);
        gauge("users.known", "Users ever seen", NodeView::knownUsers);
        gauge("writes.pending", "Writes that wait for their place in the log", NodeView::pendingWrites);
        gauge("load", "Load, 0 to 1", view -> view.loadPermille() / 1_000.0);
        gauge("protected", "1 when the loss bound is enforced", view -> view.protectedWrites() ? 1 : 0);
        gauge("holding", "1 while writes are held because the loss bound is reached", view -> view.holding() ? 1 : 0);
        gauge("held.seconds", "Time spent holding in this reign", view -> view.heldNanos() / NANOS_PER_SECOND);
        gauge(
                "unacknowledged.seconds",
                "What would be lost now",
                view -> view.unacknowledgedNanos() / NANOS_PER_SECOND);
        gauge("followers", "Slaves that follow this master", NodeView::followers);
        gauge("snapshots.sent", "Snapshots sent in this reign", NodeView::snapshotsSent);
        gauge("divergences", "Times this copy was found wrong and replaced", NodeView::divergences);
        gauge("queries.answered", "Queries answered", NodeView::queriesAnswered);
        Gauge.builder(PREFIX + "cycle.longest.seconds", running, NodeMetrics::longestCycleSeconds)
                .description("Longest time the world thread was busy without looking at its sockets, last 5 to 10 s")
                .register(meters);
        counter("requests", "Frames of clients", counters -> counters.requests);
        counter("answers", "Frames to clients", counters -> counters.answers);
        counter("frames.bad", "Frames of clients that were no request", counters -> counters.badFrames);
        counter("overloaded", "Requests refused because a bound was reached", counters -> counters.overloaded);
        counter(
                "answers.undeliverable",
                "Answers whose client was gone or did not read",
                counters -> counters.undeliverable);
        counter("clients.dropped", "Clients given up because they did not read", counters -> counters.droppedClients);
        counter("messages", "Messages from nodes and registry", counters -> counters.peerMessages);
        counter("messages.malformed", "Frames from nodes that were no message", counters -> counters.malformed);
        counter("messages.refused", "Messages that a socket did not take", counters -> counters.peerRefused);
        counter("deltas", "Deltas published", counters -> counters.deltas);
        counter("deltas.bytes", "Bytes of deltas published", counters -> counters.deltaBytes);
    }

    private static double longestCycleSeconds(RunningNode node) {
        return node.server().map(NodeServer::longestCycleNanos).orElse(0L) / NANOS_PER_SECOND;
    }

    private void gauge(String name, String description, ToDoubleFunction<NodeView> value) {
        Gauge.builder(PREFIX + name, running, node -> node.view()
                        .map(value::applyAsDouble)
                        .orElse(Double.NaN))
                .description(description)
                .register(meters);
    }

    private void counter(String name, String description, Function<NodeCounters, LongAdder> counter) {
        ToDoubleFunction<RunningNode> sum = node -> node.server()
                .map(NodeServer::counters)
                .map(counter)
                .map(LongAdder::doubleValue)
                .orElse(0.0);
        FunctionCounter.builder(PREFIX + name, running, sum)
                .description(description)
                .register(meters);
    }
}
