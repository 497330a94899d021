package dev.gamecluster.registry.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.registry.core.ClusterEvent;
import dev.gamecluster.registry.core.ClusterName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands the events of each cluster to those who listen, and keeps the newest for those who come again. Never blocks whoever
 * publishes: a listener that does not read is cut off when its buffer is full. Any thread.
 */
public final class EventHub {
    /** Listeners of all clusters together. More: refused. */
    static final int LISTENERS = 256;
    /** Events that wait for one listener. More: it is cut off, and may come again with the id of the last event it got. */
    static final int WAITING = 512;
    /** Events that are kept for each cluster. */
    static final int KEPT = 256;

    /** @param id 1, 2, 3, ... within this process */
    record Published(long id, String name, String json) {}

    private final EventDocuments documents;
    private final Clock clock;
    private final Map<ClusterName, Deque<Published>> kept = new HashMap<>();
    private final Map<ClusterName, List<MultiEmitter<? super Published>>> listeners = new HashMap<>();
    private int listening;
    private long lastId;

    public EventHub(ObjectMapper mapper, Clock clock) {
        this.documents = new EventDocuments(mapper);
        this.clock = clock;
    }

    public synchronized void publish(ClusterName cluster, ClusterEvent event) {
        String json = documents.json(event, clock.instant());
        Published published = new Published(++lastId, EventDocuments.name(event), json);
        Deque<Published> newest = kept.computeIfAbsent(cluster, name -> new ArrayDeque<>());
        newest.addLast(published);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
        for (MultiEmitter<? super Published> listener : List.copyOf(listeners.getOrDefault(cluster, List.of()))) {
            listener.emit(published);
        }
    }

    /** The cluster is gone: its listeners are told that there is nothing more. */
    public synchronized void forget(ClusterName cluster) {
        kept.remove(cluster);
        List.copyOf(listeners.getOrDefault(cluster, List.of())).forEach(MultiEmitter::complete);
    }

    /**
     * @param afterId of the last event that the listener has, negative: only new ones
     * @return empty when there are too many listeners
     */
    Optional<Multi<Published>> listen(ClusterName cluster, long afterId) {
        synchronized (this) {
            if (listening >= LISTENERS) {
                return Optional.empty();
            }
        }
        Multi<Published> unbounded =
                Multi.createFrom().emitter(emitter -> begin(cluster, afterId, emitter), BackPressureStrategy.IGNORE);
        return Optional.of(unbounded.onOverflow().buffer(WAITING));
    }

    private synchronized void begin(ClusterName cluster, long afterId, MultiEmitter<? super Published> emitter) {
        listening++;
        listeners.computeIfAbsent(cluster, name -> new ArrayList<>()).add(emitter);
        emitter.onTermination(() -> end(cluster, emitter));
        if (afterId >= 0) {
            for (Published event : kept.getOrDefault(cluster, new ArrayDeque<>())) {
                if (event.id() > afterId) {
                    emitter.emit(event);
                }
            }
        }
    }

    private synchronized void end(ClusterName cluster, MultiEmitter<? super Published> emitter) {
        List<MultiEmitter<? super Published>> ofCluster = listeners.get(cluster);
        if (ofCluster != null && ofCluster.remove(emitter)) {
            listening--;
            if (ofCluster.isEmpty()) {
                listeners.remove(cluster);
            }
        }
    }

    synchronized int listening() {
        return listening;
    }
}
