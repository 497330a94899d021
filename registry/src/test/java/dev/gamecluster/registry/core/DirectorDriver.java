package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Prepared;
import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import dev.gamecluster.protocol.node.ControlMessage.SteppedDown;
import dev.gamecluster.protocol.node.PeerMessage.ProbeReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A director with fake nodes: steps of 10 ms, heartbeats every 100 ms, everything else answered at once. */
final class DirectorDriver {
    static final long MILLI = 1_000_000L;

    final RecordingOutput output = new RecordingOutput();
    final Map<Integer, FakeNode> nodes = new LinkedHashMap<>();
    ClusterDirector director;
    long now = 1_000 * MILLI;
    /** What the fence answers; null: nothing. */
    Fence fence = (expected, epoch) -> new FenceResult.Won(epoch);

    private int sentSeen;
    private int probesSeen;
    private int fencingsSeen;
    private long nextHeartbeat;

    interface Fence {
        FenceResult answer(long expectedEpoch, long epoch);
    }

    DirectorDriver(DirectorSettings settings) {
        director = new ClusterDirector(new ClusterName("local", "demo"), settings, output, now);
        nextHeartbeat = now;
    }

    /** A settled cluster: master m (id 1) of epoch 4 at seq 1000, admitted slaves with the given names (ids 2, 3, ...). */
    static DirectorDriver steady(DirectorSettings settings, String... slaves) {
        DirectorDriver driver = new DirectorDriver(settings);
        driver.add(FakeNode.master("m", 1, 4, 1_000));
        int id = 2;
        for (String slave : slaves) {
            driver.add(FakeNode.slave(slave, id++, 4, 1_000));
        }
        driver.run(1_200);
        driver.output.clear();
        driver.forgetSeen();
        return driver;
    }

    FakeNode add(FakeNode node) {
        nodes.put(node.id, node);
        return node;
    }

    FakeNode node(int id) {
        return nodes.get(id);
    }

    /** The process is gone; the operating system closes its connections. */
    void kill(int id) {
        nodes.get(id).running = false;
        director.onConnectionLost(id, now);
    }

    /** It runs no more but its connections stay open. */
    void hang(int id) {
        nodes.get(id).running = false;
    }

    void heartbeat(FakeNode node) {
        director.onHeartbeat(node.heartbeat(), now);
    }

    void run(long millis) {
        for (long end = now + millis * MILLI; now < end; ) {
            step(10);
        }
    }

    void step(long millis) {
        now += millis * MILLI;
        if (now >= nextHeartbeat) {
            nextHeartbeat = now + 100 * MILLI;
            for (FakeNode node : List.copyOf(nodes.values())) {
                if (node.running && !node.heartbeatsStayAway) {
                    heartbeat(node);
                }
            }
        }
        answerAll();
        director.onTimer(now);
        answerAll();
    }

    /** Only the director's clock goes on; nobody says anything. */
    void silence(long millis) {
        for (long end = now + millis * MILLI; now < end; ) {
            now += 10 * MILLI;
            director.onTimer(now);
        }
    }

    void answerAll() {
        while (sentSeen < output.sent.size()
                || probesSeen < output.probes.size()
                || fencingsSeen < output.fencings.size()) {
            while (sentSeen < output.sent.size()) {
                deliver(output.sent.get(sentSeen++));
            }
            while (probesSeen < output.probes.size()) {
                answer(output.probes.get(probesSeen++));
            }
            while (fencingsSeen < output.fencings.size()) {
                RecordingOutput.Fencing fencing = output.fencings.get(fencingsSeen++);
                FenceResult result = fence.answer(fencing.expectedEpoch(), fencing.epoch());
                if (result != null) {
                    director.onFenced(result, now);
                }
            }
        }
    }

    void forgetSeen() {
        sentSeen = output.sent.size();
        probesSeen = output.probes.size();
        fencingsSeen = output.fencings.size();
    }

    List<String> states() {
        List<String> states = new ArrayList<>();
        for (NodeView node : director.view(now).nodes()) {
            states.add(node.name() + "=" + node.state());
        }
        return states;
    }

    String master() {
        return director.view(now).master().map(NodeView::name).orElse(null);
    }

    private void deliver(RecordingOutput.Sent sent) {
        FakeNode node = nodes.get(sent.nodeId());
        if (node == null || !node.running) {
            return;
        }
        switch (sent.message()) {
            case Prepare prepare -> {
                Prepared answer = node.on(prepare);
                if (answer != null) {
                    director.onPrepared(answer, now);
                }
            }
            case StepDown stepDown -> {
                if (node.stops(stepDown)) {
                    director.onSteppedDown(new SteppedDown("local/demo", node.id, node.epoch, node.position), now);
                }
            }
            case Assignment assignment -> {
                if (node.on(assignment)) {
                    heartbeat(node);
                }
            }
            default -> throw new AssertionError(sent);
        }
    }

    private void answer(RecordingOutput.Probed probed) {
        FakeNode node = nodes.get(probed.nodeId());
        if (node != null && node.running) {
            director.onProbeReply(new ProbeReply(probed.nonce(), node.id, node.role, node.epoch, node.position), now);
        }
    }
}
