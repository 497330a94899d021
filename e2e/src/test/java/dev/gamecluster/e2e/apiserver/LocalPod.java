package dev.gamecluster.e2e.apiserver;

import dev.gamecluster.e2e.process.ClusterProcess;
import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One pod of the {@link LocalKubelet}, from its creation to its end.
 *
 * <ol>
 *   <li>Schedule: bind it to the node, unless its selector fits none.
 *   <li>Pull: go on when the image is there.
 *   <li>Serve: run the game server, restart it in place whenever it ends (without the growing pauses of a real kubelet), report readiness.
 *   <li>End: marked for deletion, the process is told to stop and has the grace period for it; then the object is removed. When the object
 *       is gone (deleted by force), the process is killed.
 * </ol>
 */
final class LocalPod implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000L;
    private static final long PROBE_NANOS = 100_000_000L;
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
    private static final List<String> FAST_START = List.of("-XX:TieredStopAtLevel=1");

    private final LocalKubelet kubelet;
    private final String namespace;
    private final String name;
    private final String uid;
    private final PodReport report;
    private final Thread thread;
    private volatile Pod pod;
    private volatile boolean gone;
    private volatile boolean closed;
    private volatile ClusterProcess process;
    private long probedNanos;

    LocalPod(LocalKubelet kubelet, Pod pod) {
        this.kubelet = kubelet;
        this.pod = pod;
        this.namespace = pod.getMetadata().getNamespace();
        this.name = pod.getMetadata().getName();
        this.uid = pod.getMetadata().getUid();
        this.report = new PodReport(kubelet.client(), pod);
        this.thread = Thread.ofPlatform().daemon().name("pod-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isNamed(String inNamespace, String named) {
        return namespace.equals(inNamespace) && name.equals(named);
    }

    boolean isGone() {
        return gone;
    }

    /** The object is different. */
    void seen(Pod newest) {
        pod = newest;
    }

    /** The object is no more. */
    void vanished() {
        gone = true;
    }

    /** kill -9 of the process, as by the kernel when memory is short. */
    void kill() {
        process.kill();
    }

    private boolean isEnding() {
        return gone || closed || pod.getMetadata().getDeletionTimestamp() != null;
    }

    private void run() {
        try {
            if (schedule() && pull()) {
                serve();
            }
            end();
        } catch (KubernetesClientException | IllegalStateException broken) {
            if (!closed) {
                kubelet.failed(name + ": " + broken);
            }
        } finally {
            if (process != null) {
                process.close();
            }
        }
    }

    private boolean schedule() {
        Map<String, String> selector = pod.getSpec().getNodeSelector();
        if (selector != null && !selector.isEmpty()) {
            report.unschedulable("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
            await();
            return false;
        }
        Binding binding = new BindingBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(uid)
                .endMetadata()
                .withNewTarget()
                .withKind("Node")
                .withName(LocalKubelet.NODE)
                .endTarget()
                .build();
        return accepted(() -> kubelet.client().raw(path() + "/binding", "POST", binding));
    }

    private boolean pull() {
        String image = pod.getSpec().getContainers().getFirst().getImage();
        if (kubelet.has(image)) {
            return true;
        }
        report.waiting("ErrImagePull", "failed to pull image \"" + image + "\": not found");
        await();
        return false;
    }

    private void await() {
        while (!isEnding()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void serve() {
        String address = kubelet.newAddress();
        Map<String, String> environment = PodEnvironment.of(pod, address);
        environment.put("GAMECLUSTER_NODE_CLIENT_BIND", address);
        environment.put("GAMECLUSTER_NODE_INTERNAL_BIND", address);
        environment.put("GAMECLUSTER_NODE_HTTP_BIND", address);
        process = new ClusterProcess(
                name + "-" + uid.substring(0, 4),
                kubelet.programs().java(),
                kubelet.programs().gameServer(),
                FAST_START,
                environment,
                kubelet.folder());
        process.start();
        report.started(address, Instant.now());
        URI readiness = URI.create("http://" + address + ":9000/q/health/ready");
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build()) {
            while (!isEnding()) {
                look(http, readiness);
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private void look(HttpClient http, URI readiness) {
        if (!process.isAlive()) {
            int exitCode = process.exitCode();
            process.start();
            report.restarted(exitCode, Instant.now());
        } else if (System.nanoTime() - probedNanos > PROBE_NANOS) {
            probedNanos = System.nanoTime();
            report.ready(isReady(http, readiness));
        }
    }

    private static boolean isReady(HttpClient http, URI readiness) {
        HttpRequest request =
                HttpRequest.newBuilder(readiness).timeout(PROBE_TIMEOUT).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException unreachable) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private void end() {
        if (closed) {
            return;
        }
        if (process != null && !gone) {
            process.terminate();
            Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
            long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(grace == null ? 30 : grace);
            while (process.isAlive() && !gone && !closed && System.nanoTime() < untilNanos) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        if (process != null) {
            process.close();
        }
        if (!gone) {
            accepted(() -> kubelet.client()
                    .raw(
                            path(),
                            "DELETE",
                            new DeleteOptionsBuilder()
                                    .withGracePeriodSeconds(0L)
                                    .withNewPreconditions()
                                    .withUid(uid)
                                    .endPreconditions()
                                    .build()));
        }
    }

    private String path() {
        return "/api/v1/namespaces/" + namespace + "/pods/" + name;
    }

    /** @return false when the object is gone, or is another one of this name by now */
    static boolean accepted(Runnable request) {
        try {
            request.run();
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
