package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Endpoints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a director wanted done. */
final class RecordingOutput implements DirectorOutput {
    record Sent(int nodeId, ControlMessage message) {}

    record Probed(int nodeId, long nonce) {}

    record Fencing(long expectedEpoch, long epoch, int masterId, String masterName) {}

    final List<Sent> sent = new ArrayList<>();
    final List<Probed> probes = new ArrayList<>();
    final List<Integer> forgotten = new ArrayList<>();
    final List<Fencing> fencings = new ArrayList<>();
    final List<ClusterEvent> events = new ArrayList<>();
    final Map<Long, SwitchoverResult> switchovers = new HashMap<>();
    final Map<Long, DrainResult> drains = new HashMap<>();

    @Override
    public void send(int nodeId, ControlMessage message) {
        sent.add(new Sent(nodeId, message));
    }

    @Override
    public void probe(int nodeId, Endpoints endpoints, long nonce) {
        probes.add(new Probed(nodeId, nonce));
    }

    @Override
    public void forget(int nodeId) {
        forgotten.add(nodeId);
    }

    @Override
    public void fence(String cluster, long expectedEpoch, long epoch, int masterId, String masterName) {
        fencings.add(new Fencing(expectedEpoch, epoch, masterId, masterName));
    }

    @Override
    public void event(ClusterEvent event) {
        events.add(event);
    }

    @Override
    public void switchoverDone(long token, SwitchoverResult result) {
        if (switchovers.put(token, result) != null) {
            throw new AssertionError("token " + token + " answered twice");
        }
    }

    @Override
    public void drainDone(long token, DrainResult result) {
        if (drains.put(token, result) != null) {
            throw new AssertionError("token " + token + " answered twice");
        }
    }

    /** Messages of that kind to that node, oldest first. */
    <M extends ControlMessage> List<M> to(int nodeId, Class<M> kind) {
        return sent.stream()
                .filter(message -> message.nodeId() == nodeId && kind.isInstance(message.message()))
                .map(message -> kind.cast(message.message()))
                .toList();
    }

    <M extends ControlMessage> List<M> all(Class<M> kind) {
        return sent.stream()
                .filter(message -> kind.isInstance(message.message()))
                .map(message -> kind.cast(message.message()))
                .toList();
    }

    <E extends ClusterEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void clear() {
        sent.clear();
        probes.clear();
        fencings.clear();
        events.clear();
        forgotten.clear();
    }
}
