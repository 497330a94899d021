package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessage.QueryResult;
import org.junit.jupiter.api.Test;

/** Ticks of answers, min_tick. */
class ContractOfTicksTest extends StandaloneNode {
    @Test
    void shouldSayTheFirstTickThatContainsTheWrite() {
        node.login(ONE, 1, USER);
        cluster.run(105);
        long before = node.tick();

        Applied applied = node.ask(ONE, velocity(2, 20), Applied.class);

        assertThat(applied.tick()).isEqualTo(before + 1);
        double start = world().x(0);
        cluster.until(() -> node.tick() == applied.tick());
        assertThat(world().x(0) - start).as("one step later it has moved").isEqualTo(0.4);
    }

    @Test
    void shouldTickEveryTwentyMilliseconds() {
        long before = node.tick();
        cluster.run(2_000);

        assertThat(node.tick() - before).isEqualTo(100);
    }

    @Test
    void shouldNotJumpAfterALongPause() {
        cluster.run(100);
        long before = node.tick();
        cluster.nowNanos += 60_000_000_000L;
        cluster.run(1);

        assertThat(node.tick() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldMakeUpForAFewLateTicks() {
        cluster.run(100);
        long before = node.tick();
        cluster.nowNanos += 79_000_000L;
        cluster.run(1);

        assertThat(node.tick() - before).isEqualTo(4);
    }

    @Test
    void shouldSeeInAQueryEveryWriteThatWasAnswered() {
        node.login(ONE, 1, USER);
        for (int id = 2; id < 30; id++) {
            node.ask(ONE, velocity(id, id % 19), Applied.class);
            node.send(TWO, everywhere(id, 0));
            assertThat(node.only(TWO, QueryResult.class).users().velocityX(0)).isEqualTo(id % 19);
        }
    }

    @Test
    void shouldAnswerAtOnceWhenTheTickIsReachedAlready() {
        cluster.run(100);
        node.send(ONE, everywhere(1, node.tick()));

        assertThat(node.only(ONE, QueryResult.class).tick()).isEqualTo(node.tick());
    }

    @Test
    void shouldWaitForTheMinimumTick() {
        long wanted = node.tick() + 10;
        node.send(ONE, everywhere(1, wanted));
        assertThat(node.hasReceived(ONE)).isFalse();
        cluster.until(() -> node.hasReceived(ONE));

        assertThat(node.tick()).isEqualTo(wanted);
        assertThat(node.only(ONE, QueryResult.class).tick()).isEqualTo(wanted);
    }

    @Test
    void shouldTimeOutAfterOneSecond() {
        node.send(ONE, everywhere(1, node.tick() + 10_000));
        cluster.run(999);
        assertThat(node.hasReceived(ONE)).isFalse();
        cluster.run(30);

        assertThat(node.only(ONE, Failed.class).code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void shouldAnswerOtherQueriesWhileOneWaits() {
        node.send(ONE, everywhere(1, node.tick() + 10_000));
        node.send(ONE, everywhere(2, 0));

        assertThat(node.only(ONE, QueryResult.class).id()).isEqualTo(2);
    }
}
