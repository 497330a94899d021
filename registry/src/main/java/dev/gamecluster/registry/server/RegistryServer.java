package dev.gamecluster.registry.server;

import dev.gamecluster.registry.core.ClusterDirector;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.DirectorSettings;
import dev.gamecluster.registry.core.DrainResult;
import dev.gamecluster.registry.core.EndpointChoice;
import dev.gamecluster.registry.core.PublishedEndpoints;
import dev.gamecluster.registry.core.Reach;
import dev.gamecluster.registry.core.SwitchoverResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import org.zeromq.ZContext;

/**
 * A running registry. Any thread may call it; everything is done on its own thread, and answered by futures. They fail with {@link
 * UnknownClusterException} for a cluster that is not managed and with {@link RejectedExecutionException} when too many commands
 * wait. Dependent stages must not block: they run on the registry's thread.
 */
public final class RegistryServer implements AutoCloseable {
    /** A registry whose thread has not moved for this long is not well. */
    static final long STUCK_NANOS = 5_000_000_000L;

    private final RegistryCounters counters = new RegistryCounters();
    private final CommandQueue commands;
    private final RegistryLoop loop;
    private final Thread thread;
    private final int controlPort;

    /**
     * Listens from now on, for no cluster yet.
     *
     * @param whenBroken told when the thread ends by an error: the process should end and be restarted
     * @throws IllegalStateException when the port cannot be had
     */
    public RegistryServer(
            ServerSettings settings,
            FenceStore fences,
            RegistryListener listener,
            Thread.UncaughtExceptionHandler whenBroken) {
        ZContext context = new ZContext(1);
        ControlSocket control;
        try {
            control = new ControlSocket(context, settings, counters);
        } catch (IllegalStateException cannotListen) {
            context.close();
            throw cannotListen;
        }
        WakeUp wakeUp = new WakeUp();
        this.controlPort = control.port();
        this.commands = new CommandQueue(wakeUp);
        this.loop = new RegistryLoop(context, control, wakeUp, commands, fences, listener, counters);
        this.thread = new Thread(loop, "registry");
        thread.setUncaughtExceptionHandler(whenBroken);
        thread.start();
    }

    public int controlPort() {
        return controlPort;
    }

    public RegistryCounters counters() {
        return counters;
    }

    /** Its thread runs and has moved lately. */
    public boolean isWell() {
        return thread.isAlive() && System.nanoTime() - loop.turnNanos() < STUCK_NANOS;
    }

    /** All clusters as they were a moment ago, without waiting: for metrics. */
    public List<ClusterView> pictures() {
        return loop.pictures();
    }

    // ---- clusters ---------------------------------------------------------------------------------------------------

    /** Manages a cluster from now on; one that is managed already begins anew. */
    public CompletableFuture<Void> addCluster(ClusterName cluster, DirectorSettings settings) {
        return submit((answer, nowNanos) -> {
            loop.add(cluster, settings, nowNanos);
            answer.complete(null);
        });
    }

    /**
     * See {@link ClusterDirector#end}: for a cluster that is being deleted, before its nodes are told to stop. They then stop at once
     * instead of looking for somebody to take over. Remove it when they are gone.
     */
    public CompletableFuture<Void> endCluster(ClusterName cluster) {
        return ask(cluster, (director, nowNanos) -> {
            director.end(nowNanos);
            return null;
        });
    }

    /** Its nodes are left as they are. */
    public CompletableFuture<Void> removeCluster(ClusterName cluster) {
        return submit((answer, nowNanos) -> {
            loop.remove(cluster);
            answer.complete(null);
        });
    }

    public CompletableFuture<Void> configureSlaves(ClusterName cluster, OptionalInt slaves) {
        return ask(cluster, (director, nowNanos) -> {
            director.configureSlaves(slaves, nowNanos);
            return null;
        });
    }

    /** See {@link ClusterDirector#onNodeGone}. */
    public CompletableFuture<Void> nodeGone(ClusterName cluster, String node) {
        return ask(cluster, (director, nowNanos) -> {
            director.onNodeGone(node, nowNanos);
            return null;
        });
    }

    /**
     * Where clients outside of the nodes' network reach the nodes of a managed cluster; replaces what was published before. Forgotten
     * when the cluster is removed or begins anew.
     *
     * @param endpointsByNodeName name of a node to {@code tcp://host:port}; empty: nothing is published
     * @throws IllegalArgumentException naming the endpoint that is none
     */
    public CompletableFuture<Void> publish(ClusterName cluster, Map<String, String> endpointsByNodeName) {
        PublishedEndpoints endpoints = new PublishedEndpoints(endpointsByNodeName);
        return ask(cluster, (director, nowNanos) -> {
            director.publish(endpoints);
            return null;
        });
    }

    // ---- questions --------------------------------------------------------------------------------------------------

    public CompletableFuture<List<ClusterView>> views() {
        return submit((answer, nowNanos) -> answer.complete(loop.views(nowNanos)));
    }

    public CompletableFuture<ClusterView> view(ClusterName cluster) {
        return ask(cluster, ClusterDirector::view);
    }

    /** Where the next client should go; empty when there is nobody that it can reach. Counts that client. */
    public CompletableFuture<Optional<EndpointChoice>> chooseEndpoint(ClusterName cluster, Reach reach) {
        return ask(cluster, (director, nowNanos) -> director.chooseEndpoint(reach, nowNanos));
    }

    /** Answered when it is done, or refused, or has failed. */
    public CompletableFuture<SwitchoverResult> switchover(ClusterName cluster, Optional<String> to) {
        return submit((answer, nowNanos) -> {
            ManagedCluster managed = find(cluster, answer);
            if (managed != null) {
                managed.switchover(to.orElse(null), answer, nowNanos);
            }
        });
    }

    /** Answered when the node has been told to send its clients away; a master hands over first. */
    public CompletableFuture<DrainResult> drain(ClusterName cluster, String node) {
        return submit((answer, nowNanos) -> {
            ManagedCluster managed = find(cluster, answer);
            if (managed != null) {
                managed.drain(node, answer, nowNanos);
            }
        });
    }

    /** Stops the thread and closes its sockets; waits until that is done. Nodes go on with the master that they have. */
    @Override
    public void close() {
        while (thread.isAlive() && !commands.offer(nowNanos -> loop.stop())) {
            Thread.onSpinWait();
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Task<T> {
        void run(CompletableFuture<T> answer, long nowNanos);
    }

    private <T> CompletableFuture<T> submit(Task<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!thread.isAlive() || !commands.offer(nowNanos -> task.run(answer, nowNanos))) {
            answer.completeExceptionally(new RejectedExecutionException(
                    "more than " + CommandQueue.CAPACITY + " commands wait for the registry, or it has ended"));
        }
        return answer;
    }

    private <T> CompletableFuture<T> ask(ClusterName cluster, BiFunction<ClusterDirector, Long, T> question) {
        return submit((answer, nowNanos) -> {
            ManagedCluster managed = find(cluster, answer);
            if (managed != null) {
                answer.complete(question.apply(managed.director(), nowNanos));
            }
        });
    }

    private ManagedCluster find(ClusterName cluster, CompletableFuture<?> answer) {
        ManagedCluster managed = loop.find(cluster);
        if (managed == null) {
            answer.completeExceptionally(new UnknownClusterException(cluster));
        }
        return managed;
    }
}
