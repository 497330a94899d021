package dev.gamecluster.operator.plan;

import java.util.Optional;

/**
 * One pod of a cluster, as far as planning needs it.
 *
 * @param ordinal the number at the end of its name
 * @param uid distinguishes pods that had the same name one after the other
 * @param templateHash what it was made from, see {@link Planner}
 * @param role the value of the role label
 * @param takesClients the value of the label by which the clients' Service selects
 * @param running its container runs
 * @param ready Kubernetes calls it ready
 * @param terminating it is marked for deletion
 * @param ended it will not run again (failed, evicted, completed)
 * @param backingOff its container is not restarted for a while though its last run was no failed start
 * @param createdMillis since 1970
 * @param hostIp address of the Kubernetes node
 * @param problem why it does not run
 */
public record PodView(
        String name,
        int ordinal,
        String uid,
        String templateHash,
        String role,
        boolean takesClients,
        boolean running,
        boolean ready,
        boolean terminating,
        boolean ended,
        boolean backingOff,
        long createdMillis,
        Optional<String> hostIp,
        Optional<Problem> problem) {

    /** A pod that counts: it is there to stay. */
    public boolean counts() {
        return !terminating && !ended;
    }
}
