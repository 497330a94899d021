package dev.gamecluster.operator.plan;

import dev.gamecluster.operator.manifest.GameServerPod;
import dev.gamecluster.operator.manifest.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which pods are created and deleted.
 *
 * <ol>
 *   <li>A pod that has ended, or that Kubernetes will not restart for a while, or that cannot run and is outdated, is deleted.
 *   <li>There should be one pod more than slaves are wanted. What is missing is created, with the lowest numbers that are free; not
 *       while a master is being replaced, because a process that starts takes the machine from those that elect.
 *   <li>While pods are outdated there may be one more: a new one is created first, so that there are never fewer slaves than wanted.
 *   <li>What is too much is deleted: never the master, and never a slave that serves while there would be fewer than wanted. First what
 *       does not serve yet, then those with the fewest clients. While pods are outdated only outdated ones go, so they go one by one.
 *   <li>When the master is the last that is outdated, it hands over to a slave; after that it is a slave like the others.
 * </ol>
 *
 * Deleting a pod drains its node; see {@link GameServerPod}.
 */
final class PodPlanner {
    private final Situation situation;
    private final int wantedSlaves;
    private final List<PodView> staying = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    PodPlanner(Situation situation, int wantedSlaves) {
        this.situation = situation;
        this.wantedSlaves = wantedSlaves;
    }

    List<Action> plan() {
        removeBroken();
        List<PodView> outdated = staying.stream().filter(situation::isOutdated).toList();
        if (!situation.isChangingMaster()) {
            create(1 + wantedSlaves + (mayHaveOneMore(outdated) ? 1 : 0));
        }
        int excess = staying.size() - 1 - wantedSlaves;
        if (excess > 0 && situation.isKnown()) {
            remove(excess, outdated);
        }
        return actions;
    }

    private void removeBroken() {
        for (PodView pod : situation.observed().pods()) {
            if (pod.terminating()) {
                continue;
            }
            if (pod.ended()) {
                String why = pod.problem().map(Problem::message).orElse("it has ended");
                actions.add(new Action.DeletePod(pod.name(), pod.uid(), Action.Why.ENDED, why));
            } else if (pod.backingOff() && !situation.isLive(pod)) {
                actions.add(new Action.DeletePod(
                        pod.name(),
                        pod.uid(),
                        Action.Why.BACKED_OFF,
                        "its process ended after it had served, and Kubernetes would wait before restarting it"));
            } else if (situation.isOutdated(pod) && pod.problem().isPresent() && !situation.isLive(pod)) {
                actions.add(new Action.DeletePod(
                        pod.name(), pod.uid(), Action.Why.OUTDATED, "it cannot run, and the spec is newer"));
            } else {
                staying.add(pod);
            }
        }
    }

    /** One by one: not while a former one is going or coming. */
    private boolean mayHaveOneMore(List<PodView> outdated) {
        return !outdated.isEmpty()
                && situation.isKnown()
                && !situation.anyTerminating()
                && staying.stream().allMatch(pod -> situation.isOutdated(pod) || situation.isLive(pod));
    }

    private void create(int target) {
        Set<Integer> taken = new HashSet<>();
        situation.observed().pods().forEach(pod -> taken.add(pod.ordinal()));
        int ordinal = 0;
        for (int missing = target - staying.size(); missing > 0; missing--) {
            while (taken.contains(ordinal)) {
                ordinal++;
            }
            taken.add(ordinal);
            actions.add(new Action.CreatePod(GameServerPod.of(situation.cluster(), ordinal, situation.surroundings())));
        }
    }

    private void remove(int excess, List<PodView> outdated) {
        List<PodView> candidates = outdated.isEmpty() ? staying : outdated;
        List<PodView> idle = candidates.stream()
                .filter(pod -> !situation.isLive(pod) && !situation.isMaster(pod))
                .sorted(Comparator.comparingInt(PodView::ordinal).reversed())
                .limit(excess)
                .toList();
        idle.forEach(pod -> delete(pod, outdated));
        int spare = Math.min(excess - idle.size(), situation.liveSlaves() - wantedSlaves);
        if (spare <= 0) {
            return;
        }
        List<PodView> serving = candidates.stream()
                .filter(situation::isLiveSlave)
                .sorted(Comparator.comparingInt(situation::clients)
                        .thenComparing(Comparator.comparingInt(PodView::ordinal).reversed()))
                .limit(spare)
                .toList();
        serving.forEach(pod -> delete(pod, outdated));
        if (serving.isEmpty() && idle.isEmpty() && !outdated.isEmpty()) {
            handOver(outdated);
        }
    }

    private void delete(PodView pod, List<PodView> outdated) {
        boolean update = outdated.contains(pod);
        actions.add(new Action.DeletePod(
                pod.name(),
                pod.uid(),
                update ? Action.Why.OUTDATED : Action.Why.SCALED_DOWN,
                update
                        ? "the cluster's spec or image is newer than this pod"
                        : wantedSlaves + (wantedSlaves == 1 ? " slave is" : " slaves are")
                                + " wanted, and this one has the fewest clients ("
                                + situation.clients(pod) + ")"));
    }

    private void handOver(List<PodView> outdated) {
        Optional<PodView> master = outdated.stream().filter(situation::isMaster).findFirst();
        Optional<PodView> target = staying.stream()
                .filter(pod -> situation.isLiveSlave(pod) && !situation.isOutdated(pod))
                .findFirst();
        if (master.isPresent() && target.isPresent() && situation.isSteady()) {
            actions.add(new Action.Switchover(
                    master.get().name(), target.get().name(), "the master's pod is the last that is outdated"));
        }
    }

    /** The role label that the pod should have, or empty while that is not known. */
    static List<Action> labels(Situation situation) {
        List<Action> actions = new ArrayList<>();
        if (!situation.isKnown()) {
            return actions;
        }
        boolean anySlave = situation.liveSlaves() > 0;
        for (PodView pod : situation.observed().pods()) {
            String role = role(situation, pod);
            boolean takesClients = pod.counts() && situation.isLive(pod) && (!situation.isMaster(pod) || !anySlave);
            if (!role.equals(pod.role()) || takesClients != pod.takesClients()) {
                actions.add(new Action.LabelPod(pod.name(), role, takesClients));
            }
        }
        return actions;
    }

    private static String role(Situation situation, PodView pod) {
        if (situation.isMaster(pod)) {
            return Names.ROLE_MASTER;
        }
        boolean slave =
                situation.node(pod) != null && situation.node(pod).role() == dev.gamecluster.protocol.node.Role.SLAVE;
        return slave ? Names.ROLE_SLAVE : Names.ROLE_JOINING;
    }
}
