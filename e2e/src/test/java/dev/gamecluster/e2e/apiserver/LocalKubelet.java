package dev.gamecluster.e2e.apiserver;

import dev.gamecluster.e2e.process.Programs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays scheduler and kubelet for game servers' pods: each is a real process on a loopback address of its own. Behaves as badly as a
 * real one when asked to: a pod whose image it does not have gets {@code ErrImagePull}, one with a node selector cannot be scheduled.
 */
final class LocalKubelet implements AutoCloseable {
    static final String NODE = "local";
    static final String HOST_IP = "127.0.0.1";

    private final KubernetesClient client;
    private final Programs programs;
    private final Path folder;
    private final Set<String> images;
    private final Map<String, LocalPod> pods = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private final int network = ThreadLocalRandom.current().nextInt(16, 240);
    private SharedIndexInformer<Pod> informer;

    /**
     * @param folder for the pods' logs
     * @param images that it has
     */
    LocalKubelet(KubernetesClient client, Programs programs, Path folder, Set<String> images) {
        this.client = client;
        this.programs = programs;
        this.folder = folder;
        this.images = images;
    }

    void start() {
        informer = client.pods()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/component", "gameserver")
                .inform(new Handler());
    }

    /** The pod that has this name now. */
    LocalPod pod(String namespace, String name) {
        return pods.values().stream()
                .filter(pod -> pod.isNamed(namespace, name) && !pod.isGone())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the kubelet has no pod " + namespace + "/" + name));
    }

    /** What it could not do, which a real one could have. */
    List<String> problems() {
        return new ArrayList<>(problems);
    }

    boolean has(String image) {
        return images.contains(image);
    }

    Programs programs() {
        return programs;
    }

    Path folder() {
        return folder;
    }

    KubernetesClient client() {
        return client;
    }

    /** An address that no pod has had. */
    String newAddress() {
        int number = addresses.incrementAndGet();
        return "127.0." + (network + number / 250) + "." + (1 + number % 250);
    }

    void failed(String problem) {
        problems.add(problem);
    }

    @Override
    public void close() {
        if (informer != null) {
            informer.close();
        }
        pods.values().forEach(LocalPod::close);
    }

    private final class Handler implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            String uid = pod.getMetadata().getUid();
            if (!pods.containsKey(uid)) {
                LocalPod local = new LocalPod(LocalKubelet.this, pod);
                pods.put(uid, local);
                local.start();
            }
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            LocalPod local = pods.get(pod.getMetadata().getUid());
            if (local != null) {
                local.seen(pod);
            } else {
                // A pod that was deleted and made again between two looks.
                vanished(before);
                onAdd(pod);
            }
        }

        @Override
        public void onDelete(Pod pod, boolean lastStateUnknown) {
            vanished(pod);
        }

        private void vanished(Pod pod) {
            LocalPod local = pods.get(pod.getMetadata().getUid());
            if (local != null) {
                local.vanished();
            }
        }
    }
}
