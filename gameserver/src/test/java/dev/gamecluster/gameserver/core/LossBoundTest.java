package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossBoundTest {
    private final LossBound loss = new LossBound();

    @Test
    void shouldHaveNoAgeWhenNothingIsPublished() {
        assertThat(loss.ageNanos(1_000)).isZero();
        assertThat(loss.acknowledgedSeq()).isZero();
    }

    @Test
    void shouldBeAsOldAsTheOldestUnacknowledgedDelta() {
        loss.published(10, 1, 100);
        loss.published(20, 2, 200);
        loss.published(30, 3, 300);
        assertThat(loss.ageNanos(350)).isEqualTo(250);

        loss.acknowledged(10);
        assertThat(loss.ageNanos(350)).isEqualTo(150);
        loss.acknowledged(25);
        assertThat(loss.ageNanos(350)).as("a part of a delta does not count").isEqualTo(50);
        loss.acknowledged(30);
        assertThat(loss.ageNanos(350)).isZero();
    }

    @Test
    void shouldNotGoBackWhenAnOlderAcknowledgementComes() {
        loss.acknowledged(30);
        loss.acknowledged(10);
        loss.published(20, 2, 100);

        assertThat(loss.acknowledgedSeq()).isEqualTo(30);
        assertThat(loss.ageNanos(1_000))
                .as("acknowledged before it was counted")
                .isZero();
    }

    @Test
    void shouldForgetWhatWasUnacknowledgedWhenLifted() {
        loss.published(10, 1, 100);
        loss.lift();
        assertThat(loss.ageNanos(1_000)).isZero();

        loss.published(20, 2, 900);
        assertThat(loss.ageNanos(1_000)).isEqualTo(100);
    }

    @Test
    void shouldNotBeNegativeWhenTimeIsTakenEarlier() {
        loss.published(10, 1, 100);

        assertThat(loss.ageNanos(50)).isZero();
    }

    @Test
    void shouldCountTheTicksThatAreNotAcknowledged() {
        loss.begin(100);
        assertThat(loss.unacknowledgedTicks(100)).isZero();
        loss.published(10, 101, 1);
        loss.published(20, 103, 2);
        assertThat(loss.unacknowledgedTicks(103)).isEqualTo(3);

        loss.acknowledged(15);
        assertThat(loss.unacknowledgedTicks(103)).isEqualTo(2);
        loss.acknowledged(20);
        assertThat(loss.unacknowledgedTicks(103)).isZero();
    }
}
