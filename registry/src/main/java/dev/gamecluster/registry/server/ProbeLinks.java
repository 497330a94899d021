package dev.gamecluster.registry.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The probe links of all nodes. One thread, but for the queue that ZeroMQ's threads report closed connections to. */
final class ProbeLinks implements ProbeLink.Listener {
    private record Key(String cluster, int nodeId) {}

    private final ZContext context;
    private final ZMQ.Poller poller;
    private final WakeUp wakeUp;
    private final Map<Key, ProbeLink> links = new LinkedHashMap<>();
    /** At most two entries for each time that a link connected, which takes a reconnect interval. */
    private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();

    /** @param refused whether nobody listens there any more; before it came one without */
    record Loss(ProbeLink link, boolean refused) {}

    ProbeLinks(ZContext context, ZMQ.Poller poller, WakeUp wakeUp) {
        this.context = context;
        this.poller = poller;
        this.wakeUp = wakeUp;
    }

    /** @return false when {@code address} is no address */
    boolean probe(String cluster, int nodeId, String address, long nonce) {
        Key key = new Key(cluster, nodeId);
        ProbeLink link = links.get(key);
        if (link != null && !link.address().equals(address)) {
            forget(cluster, nodeId);
            link = null;
        }
        if (link == null) {
            link = open(cluster, nodeId, address);
            if (link == null) {
                return false;
            }
            links.put(key, link);
            poller.register(link.socket(), ZMQ.Poller.POLLIN);
        }
        link.probe(nonce);
        return true;
    }

    private ProbeLink open(String cluster, int nodeId, String address) {
        try {
            return new ProbeLink(context, cluster, nodeId, address, this);
        } catch (ZMQException | IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    @Override
    public void lost(ProbeLink link) {
        losses.add(new Loss(link, false));
        wakeUp.signal();
    }

    @Override
    public void refused(ProbeLink link) {
        losses.add(new Loss(link, true));
        wakeUp.signal();
    }

    void forget(String cluster, int nodeId) {
        ProbeLink link = links.remove(new Key(cluster, nodeId));
        if (link != null) {
            poller.unregister(link.socket());
            link.close();
        }
    }

    void forgetAll(String cluster) {
        for (ProbeLink link : all()) {
            if (link.cluster().equals(cluster)) {
                forget(cluster, link.nodeId());
            }
        }
    }

    List<ProbeLink> all() {
        return new ArrayList<>(links.values());
    }

    /** @return what became of a link that is still of interest, null when there is nothing (more) */
    Loss takeLoss() {
        Loss loss = losses.poll();
        while (loss != null
                && links.get(new Key(loss.link().cluster(), loss.link().nodeId())) != loss.link()) {
            loss = losses.poll();
        }
        return loss;
    }
}
