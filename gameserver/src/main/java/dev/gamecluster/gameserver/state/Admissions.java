package dev.gamecluster.gameserver.state;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The slaves whose acknowledgements count and that may be elected, each with the seq that admitted it. */
public final class Admissions {
    private final Map<Integer, Long> admitted = new TreeMap<>();

    void admit(int nodeId, long seq) {
        admitted.put(nodeId, seq);
    }

    void remove(int nodeId) {
        admitted.remove(nodeId);
    }

    public boolean contains(int nodeId) {
        return admitted.containsKey(nodeId);
    }

    /** @return seq of the record that admitted the node, 0 when it is not admitted */
    public long admittedSeq(int nodeId) {
        Long seq = admitted.get(nodeId);
        return seq == null ? 0 : seq;
    }

    public List<Integer> toList() {
        return List.copyOf(admitted.keySet());
    }

    /** Of who is admitted; since when is not the same on a node that was restored. */
    long hash() {
        long sum = 0;
        for (int nodeId : admitted.keySet()) {
            sum += Mixing.mix(1, nodeId);
        }
        return sum;
    }
}
