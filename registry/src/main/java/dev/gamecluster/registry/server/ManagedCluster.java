package dev.gamecluster.registry.server;

import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.registry.core.ClusterDirector;
import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.DirectorOutput;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.DrainResult;
import dev.gamecluster.registry.core.FenceResult;
import dev.gamecluster.registry.core.SwitchoverResult;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One director, and the way from its decisions to sockets, store, listener and waiting callers. One thread. */
final class ManagedCluster implements DirectorOutput {
    /** What all clusters of a registry share. */
    record Environment(
            ControlSocket control,
            ProbeLinks probes,
            FenceStore fences,
            RegistryListener listener,
            CommandQueue commands,
            RegistryCounters counters) {}

    private final ClusterName name;
    private final Environment environment;
    private final ClusterDirector director;
    private final Map<Long, CompletableFuture<SwitchoverResult>> switchovers = new HashMap<>();
    private final Map<Long, CompletableFuture<DrainResult>> drains = new HashMap<>();
    private long lastToken;

    ManagedCluster(ClusterName name, DirectorSettings settings, Environment environment, long nowNanos) {
        this.name = name;
        this.environment = environment;
        this.director = new ClusterDirector(name, settings, this, nowNanos);
    }

    ClusterDirector director() {
        return director;
    }

    void switchover(String toOrNull, CompletableFuture<SwitchoverResult> answer, long nowNanos) {
        long token = ++lastToken;
        switchovers.put(token, answer);
        director.requestSwitchover(toOrNull, token, nowNanos);
    }

    void drain(String node, CompletableFuture<DrainResult> answer, long nowNanos) {
        long token = ++lastToken;
        drains.put(token, answer);
        director.requestDrain(node, token, nowNanos);
    }

    /** It is managed no more. */
    void abandon() {
        IllegalStateException reason = new IllegalStateException("cluster " + name + " is not managed any more");
        switchovers.values().forEach(answer -> answer.completeExceptionally(reason));
        drains.values().forEach(answer -> answer.completeExceptionally(reason));
        environment.probes().forgetAll(name.text());
    }

    @Override
    public void send(int nodeId, ControlMessage message) {
        environment.control().send(nodeId, message);
    }

    @Override
    public void probe(int nodeId, Endpoints endpoints, long nonce) {
        if (!environment.probes().probe(name.text(), nodeId, endpoints.internal(), nonce)) {
            environment.counters().undelivered.increment();
        }
    }

    @Override
    public void forget(int nodeId) {
        environment.probes().forget(name.text(), nodeId);
    }

    @Override
    public void fence(String cluster, long expectedEpoch, long epoch, int masterId, String masterName) {
        environment.fences().fence(cluster, expectedEpoch, epoch, masterId, masterName, result -> environment
                .commands()
                .offer(nowNanos -> onFenced(result, nowNanos)));
    }

    private void onFenced(FenceResult result, long nowNanos) {
        director.onFenced(result, nowNanos);
    }

    @Override
    public void event(ClusterEvent event) {
        environment.listener().happened(name, event);
    }

    @Override
    public void switchoverDone(long token, SwitchoverResult result) {
        switchovers.remove(token).complete(result);
    }

    @Override
    public void drainDone(long token, DrainResult result) {
        drains.remove(token).complete(result);
    }
}
