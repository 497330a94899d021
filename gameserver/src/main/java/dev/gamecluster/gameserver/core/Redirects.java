package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.client.ServerMessage.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is asked to go to another node. They are served until they go.
 *
 * <p>All of them when this node drains (and each that comes), and when it has become master. Some of them while it has more than the
 * registry says that it should keep, gently, for it is no matter of life and death: in each interval at most {@link #AT_ONCE} and {@link
 * #AT_ONCE_PERCENT} % of the connections (but one); only those with a session and nothing unanswered; none again before {@link
 * #AGAIN_NANOS} have passed, and for so long it counts as gone.
 */
final class Redirects {
    static final int AT_ONCE = 10;
    static final int AT_ONCE_PERCENT = 5;
    static final long INTERVAL_NANOS = 100_000_000L;
    static final long AGAIN_NANOS = 10_000_000_000L;

    private static final Redirect REBALANCING = new Redirect("rebalancing");

    private final ConnectionTable table;
    private final NodeOutput output;
    private boolean draining;
    private boolean spread;
    private long spreadNanos;

    Redirects(ConnectionTable table, NodeOutput output) {
        this.table = table;
        this.output = output;
    }

    /** Sends every client away: here, and each that comes. */
    void all(String reason, boolean untilFurtherNotice) {
        draining |= untilFurtherNotice;
        table.forEach(connection -> redirect(connection, reason));
    }

    void stopDraining() {
        draining = false;
        table.forEach(connection -> connection.redirected = false);
    }

    void heard(Connection connection) {
        if (draining && !connection.redirected) {
            redirect(connection, "draining");
        }
    }

    private void redirect(Connection connection, String reason) {
        connection.redirected = true;
        output.toClient(connection.id, new Redirect(reason));
    }

    /**
     * Sends some away when there are more than {@code keep}. Asked for with each word of the registry; without one nothing happens.
     *
     * @param keep connections; 0: no bound
     */
    void spread(int keep, long nowNanos) {
        boolean tooSoon = spread && nowNanos - spreadNanos < INTERVAL_NANOS;
        if (keep > 0 && !draining && !tooSoon && table.size() > keep) {
            spread = true;
            spreadNanos = nowNanos;
            askSome(keep, nowNanos);
        }
    }

    private void askSome(int keep, long nowNanos) {
        List<Connection> staying = new ArrayList<>(table.size());
        table.forEach(connection -> {
            if (!connection.wasAskedToGo(AGAIN_NANOS, nowNanos)) {
                staying.add(connection);
            }
        });
        int most = Math.min(AT_ONCE, Math.max(1, table.size() * AT_ONCE_PERCENT / 100));
        int left = Math.min(most, staying.size() - keep);
        for (Connection connection : staying) {
            if (left > 0 && connection.session != 0 && connection.isIdle()) {
                left--;
                connection.askedToGo(nowNanos);
                output.toClient(connection.id, REBALANCING);
            }
        }
    }
}
