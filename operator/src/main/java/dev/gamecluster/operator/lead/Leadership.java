package dev.gamecluster.operator.lead;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Competes for the Lease: of all replicas one acts.
 *
 * <ol>
 *   <li>Who gets the Lease begins to act, once.
 *   <li>Who cannot renew it (mostly: the API server does not answer) does nothing to Kubernetes any more, but goes on as registry: what is
 *       decided there is fenced by the resource itself, and clients still find their nodes. It keeps trying.
 *   <li>As soon as it sees that another replica has the Lease, or after {@link #LIMBO}, its process ends; the container is restarted and
 *       competes again. So there is never any state of an earlier reign.
 * </ol>
 *
 * A Lease counts in whole seconds, so it chooses the operator; the operator chooses masters.
 */
public final class Leadership implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(6);
    static final Duration RENEW = Duration.ofSeconds(4);
    static final Duration RETRY = Duration.ofSeconds(1);
    static final Duration LIMBO = Duration.ofMinutes(3);
    static final Duration RELEASE = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger("dev.gamecluster.operator");

    /** What happens to this replica. */
    public interface Listener {
        /** It acts from now on; called once. */
        void begins();

        /** It may not act any more: its process should end. */
        void ends(String why);
    }

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final String identity;
    private final Listener listener;
    private volatile boolean acting;
    private volatile boolean holding;
    private volatile boolean closed;
    private volatile String holder = "";
    private volatile long lostNanos;
    private CompletableFuture<?> running;

    /** @param identity name of this replica, different from all others' */
    public Leadership(KubernetesClient client, String namespace, String name, String identity, Listener listener) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
        this.identity = identity;
        this.listener = listener;
    }

    /** Competes until {@link #close}. */
    public synchronized void compete() {
        if (closed) {
            return;
        }
        running = client.leaderElector().withConfig(configuration()).build().start();
        running.whenComplete((nothing, failure) -> {
            if (!closed) {
                Thread.ofVirtual().start(this::competeAgain);
            }
        });
    }

    /** It holds the Lease: it may change things. */
    public boolean isHolding() {
        return holding;
    }

    /** It has begun to act, whether or not the Lease can be renewed at this moment. */
    public boolean isActing() {
        return acting;
    }

    /** Identity of the replica that holds the Lease as far as is known, empty before that. */
    public String holder() {
        return holder;
    }

    private LeaderElectionConfig configuration() {
        return new LeaderElectionConfigBuilder()
                .withName(name)
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEW)
                .withRetryPeriod(RETRY)
                .withReleaseOnCancel(true)
                .withLock(new LeaseLock(namespace, name, identity))
                .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, this::sawHolder))
                .build();
    }

    private void won() {
        holding = true;
        if (acting) {
            LOG.info("the Lease is held again");
            return;
        }
        acting = true;
        LOG.infof("%s holds the Lease %s/%s and acts", identity, namespace, name);
        listener.begins();
    }

    private void lost() {
        holding = false;
        lostNanos = System.nanoTime();
        if (!closed && acting) {
            LOG.warn("the Lease could not be renewed: nothing is changed until it is held again");
        }
    }

    private void sawHolder(String newest) {
        holder = newest;
        if (acting && !closed && !identity.equals(newest) && !newest.isEmpty()) {
            listener.ends("replica " + newest + " acts now");
        }
    }

    private void competeAgain() {
        if (acting && System.nanoTime() - lostNanos > LIMBO.toNanos()) {
            listener.ends("the Lease could not be renewed for " + LIMBO.toMinutes() + " minutes");
            return;
        }
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        compete();
    }

    /** Gives the Lease back, so that another replica need not wait until it expires. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<?> last;
        synchronized (this) {
            last = running;
        }
        if (last != null) {
            release(last);
        }
    }

    /** The elector waits for a request that may never be answered; the Lease expires anyway. */
    private static void release(CompletableFuture<?> running) {
        Thread release = Thread.ofPlatform().name("release").daemon().start(() -> running.cancel(true));
        try {
            release.join(RELEASE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
