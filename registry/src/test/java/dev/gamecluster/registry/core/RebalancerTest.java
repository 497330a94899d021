package dev.gamecluster.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebalancerTest {
    private static final int PAUSE_MILLIS = (int) (Rebalancer.PAUSE_NANOS / DirectorDriver.MILLI);

    private final DirectorDriver cluster = DirectorDriver.steady(DirectorSettings.defaults(), "a", "b", "c");

    private void clients(int... clients) {
        for (int i = 0; i < clients.length; i++) {
            cluster.node(1 + i).clients = clients[i];
        }
    }

    /** What each node was told last: m, a, b, c. */
    private List<Integer> keeps() {
        return IntStream.rangeClosed(1, 4)
                .map(id -> cluster.output.to(id, Assignment.class).getLast().keep())
                .boxed()
                .toList();
    }

    private List<Integer> keepsAfter(int millis) {
        cluster.run(millis);
        return keeps();
    }

    @ParameterizedTest
    @CsvSource({
        // m, a, b, c: keep of m, of a, of b, of c
        "0, 30, 0, 0, 0, 10, 0, 0", // two slaves have come
        "0, 15, 15, 0, 0, 10, 10, 0", // none has noticeably more, but one noticeably less
        "0, 15, 11, 4, 0, 10, 10, 0",
        "0, 15, 10, 5, 0, 0, 0, 0",
        "0, 24, 24, 0, 0, 16, 16, 0",
        "0, 15, 8, 7, 0, 0, 0, 0",
        "0, 16, 7, 7, 0, 10, 0, 0", // 5 above the share is not noticeable, 6 are
        "0, 120, 100, 80, 0, 0, 0, 0",
        "0, 121, 100, 79, 0, 100, 0, 0", // nor are 20 %
        "0, 31, 1, 1, 0, 11, 0, 0", // the share is rounded up
        "6, 10, 10, 10, 1, 0, 0, 0", // a master sends them to the slaves
        "5, 10, 10, 10, 0, 0, 0, 0",
        "60, 40, 0, 0, 1, 34, 0, 0", // and its clients count for the shares
        "0, 6, 0, 0, 0, 0, 0, 0",
        "0, 0, 0, 0, 0, 0, 0, 0"
    })
    void shouldSayHowManyToKeepToThoseWithNoticeablyMoreThanTheirShare(
            int m, int a, int b, int c, int keepM, int keepA, int keepB, int keepC) {
        clients(m, a, b, c);

        assertThat(keepsAfter(PAUSE_MILLIS)).containsExactly(keepM, keepA, keepB, keepC);
    }

    @Test
    void shouldGoOnUntilTheShareIsReachedAndThenStop() {
        clients(0, 30, 0, 0);
        cluster.run(PAUSE_MILLIS);
        clients(0, 12, 9, 9);
        assertThat(keepsAfter(200)).as("not yet").containsExactly(0, 10, 0, 0);
        clients(0, 10, 10, 10);
        assertThat(keepsAfter(200)).as("reached").containsExactly(0, 0, 0, 0);
        clients(0, 14, 8, 8);
        assertThat(keepsAfter(200)).as("small differences stay").containsExactly(0, 0, 0, 0);
        clients(0, 20, 5, 5);
        assertThat(keepsAfter(200)).containsExactly(0, 10, 0, 0);
    }

    @Test
    void shouldSendNobodyAwayWhenNobodyWouldTakeThem() {
        clients(20, 30, 0, 0);
        cluster.node(3).leaving = true;
        cluster.node(4).following = false;
        assertThat(keepsAfter(PAUSE_MILLIS)).as("all to a").containsExactly(1, 0, 0, 0);
        cluster.node(2).following = false;
        assertThat(keepsAfter(200)).containsExactly(0, 0, 0, 0);
        cluster.node(3).leaving = false;
        cluster.node(4).following = true;
        cluster.node(2).following = true;
        assertThat(keepsAfter(200)).containsExactly(1, 17, 0, 0);
    }

    @Test
    void shouldSendNobodyToSlavesThatClientsOutsideCannotReachYet() {
        cluster.director.publish(new PublishedEndpoints(Map.of("a", "tcp://h:1")));
        clients(0, 30, 0, 0);
        assertThat(keepsAfter(PAUSE_MILLIS)).containsExactly(0, 0, 0, 0);
        cluster.director.publish(new PublishedEndpoints(Map.of("a", "tcp://h:1", "b", "tcp://h:2")));
        assertThat(keepsAfter(200)).containsExactly(0, 15, 0, 0);
    }

    @Test
    void shouldLeaveAMasterAloneThatHasNoSlaves() {
        DirectorDriver alone = DirectorDriver.steady(DirectorSettings.defaults());
        alone.node(1).clients = 1_000;
        alone.run(PAUSE_MILLIS + 1_000);

        assertThat(alone.output.to(1, Assignment.class)).isNotEmpty().allMatch(assignment -> assignment.keep() == 0);
    }

    @Test
    void shouldWaitAWhileAfterAChangeOfMaster() {
        clients(0, 30, 0, 0);
        assertThat(keepsAfter(PAUSE_MILLIS)).containsExactly(0, 10, 0, 0);
        cluster.kill(1);
        cluster.run(500);
        String master = cluster.master();
        assertThat(master).isNotNull().isNotEqualTo("m");
        cluster.output.clear();
        cluster.forgetSeen();
        cluster.run(PAUSE_MILLIS - 1_000);
        assertThat(cluster.output.all(Assignment.class)).isNotEmpty().allMatch(assignment -> assignment.keep() == 0);

        cluster.run(1_000);
        assertThat(cluster.output.all(Assignment.class)).anyMatch(assignment -> assignment.keep() > 0);
    }

    @Test
    void shouldWaitAWhileAfterASlaveWasLostAndAfterASwitchover() {
        clients(0, 40, 0, 0);
        cluster.run(PAUSE_MILLIS);
        cluster.kill(4);
        cluster.run(100);
        assertThat(cluster.states()).contains("c=LOST");
        assertThat(cluster.output.to(2, Assignment.class).getLast().keep()).isZero();
        cluster.run(PAUSE_MILLIS + 200);
        assertThat(cluster.output.to(2, Assignment.class).getLast().keep()).isEqualTo(20);

        cluster.director.requestSwitchover("b", 1, cluster.now);
        cluster.run(300);
        assertThat(cluster.master()).isEqualTo("b");
        assertThat(cluster.output.to(2, Assignment.class).getLast().keep()).isZero();
    }

    @Test
    void shouldSendNewClientsToThoseWithTheFewestWhileAnotherGivesSomeAway() {
        clients(0, 30, 4, 0);
        cluster.node(3).load = 500;
        cluster.node(4).load = 900;
        cluster.run(PAUSE_MILLIS - 2_000);
        assertThat(chosen(1)).as("the least loaded").containsExactly("a");
        cluster.run(2_000);
        assertThat(chosen(6)).as("the fewest clients").containsExactly("c", "c", "c", "c", "b", "c");
        clients(0, 12, 11, 11);
        cluster.run(200);
        assertThat(chosen(1)).containsExactly("a");
    }

    private List<String> chosen(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> cluster.director
                        .chooseEndpoint(Reach.INSIDE, cluster.now)
                        .orElseThrow()
                        .node())
                .toList();
    }
}
