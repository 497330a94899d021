package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.client.ServerMessage.Pong;
import dev.gamecluster.protocol.client.ServerMessage.Redirect;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a node does that the registry tells to keep fewer clients than it has. */
class RebalancingTest extends ReplicatingNodes {
    private static final Redirect REBALANCING = new Redirect("rebalancing");
    private static final int INTERVAL_MILLIS = (int) (Redirects.INTERVAL_NANOS / 1_000_000);
    private static final int AGAIN_MILLIS = (int) (Redirects.AGAIN_NANOS / 1_000_000);

    private void clients(int count) {
        for (int connection = 1; connection <= count; connection++) {
            slave.send(connection, new Request.Login(1, connection, null, null));
        }
        cluster.run(50);
        for (int connection = 1; connection <= count; connection++) {
            slave.only(connection, LoggedIn.class);
        }
    }

    private void told(int keep) {
        slave.control(
                MemoryCluster.keeping(cluster.assignment(1, master, Protection.ENFORCED, false, master, slave), keep));
    }

    /** The registry says it again and again, as it does; clients that are there are heard. */
    private List<Long> asked(int keep, int millis, int clients) {
        List<Long> asked = new ArrayList<>();
        for (int passed = 0; passed < millis; passed += INTERVAL_MILLIS) {
            LongStream.rangeClosed(1, clients).forEach(id -> slave.core.onHeard(id, cluster.nowNanos));
            told(keep);
            asked.addAll(redirected(clients));
            cluster.run(INTERVAL_MILLIS);
        }
        return asked;
    }

    private List<Long> redirected(int clients) {
        return LongStream.rangeClosed(1, clients)
                .filter(id -> slave.received(id).contains(REBALANCING))
                .boxed()
                .toList();
    }

    @Test
    void shouldAskAFewAtATimeUntilNoMoreStayThanItShouldKeep() {
        clients(60);
        told(20);
        told(20);
        List<Long> first = redirected(60);
        assertThat(first).as("5 % at once").hasSize(3);
        cluster.run(INTERVAL_MILLIS);

        List<Long> others = asked(20, 3_000, 60);

        assertThat(others).hasSize(37).doesNotHaveDuplicates().doesNotContainAnyElementsOf(first);
        assertThat(slave.ask(first.getFirst(), velocity(2, 1), Applied.class).id())
                .as("served until it goes")
                .isEqualTo(2);
    }

    @Test
    void shouldAskAtMostTenAtATime() {
        clients(300);
        told(100);

        assertThat(redirected(300)).hasSize(Redirects.AT_ONCE);
    }

    @Test
    void shouldAskNobodyTwiceWithinTenSeconds() {
        clients(12);
        List<Long> once = asked(10, AGAIN_MILLIS, 12);
        List<Long> again = asked(10, 1_000, 12);

        assertThat(once).hasSize(2);
        assertThat(again).containsExactlyInAnyOrderElementsOf(once);
    }

    @Test
    void shouldAskNobodyWithoutNeed() {
        clients(12);

        assertThat(asked(0, 500, 12)).as("no bound was said").isEmpty();
        assertThat(asked(12, 500, 12)).isEmpty();
        assertThat(asked(20, 500, 12)).isEmpty();
    }

    @Test
    void shouldAskOnlyThoseWithASessionAndWithNothingUnanswered() {
        clients(8);
        slave.ask(9, new Request.Ping(1), Pong.class);
        master.stopped = true;
        for (long busy = 1; busy <= 6; busy++) {
            slave.send(busy, velocity(2, 1));
        }

        assertThat(asked(1, 800, 9)).containsExactlyInAnyOrder(7L, 8L);
    }

    @Test
    void shouldCountAClientNoMoreWhoseSessionWentElsewhere() {
        LoggedIn login = slave.login(ONE, 1, USER);
        slave.login(TWO, 1, USER + 1);
        assertThat(slave.view().clients()).isEqualTo(2);

        master.resume(ONE, 2, USER, login.session());
        cluster.run(50);

        assertThat(slave.view().clients()).isEqualTo(1);
        slave.received(ONE);
        assertThat(slave.ask(ONE, new Request.Ping(3), Pong.class).id()).isEqualTo(3);
    }
}
