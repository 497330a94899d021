package dev.gamecluster.client.command.bots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapMeterTest {
    private static final long MILLI = 1_000_000;
    private final GapMeter gaps = new GapMeter();

    @Test
    void shouldMeasureFromLastAcknowledgementBeforeToFirstAfter() {
        gaps.acknowledged(-100 * MILLI);
        gaps.acknowledged(0);
        gaps.acknowledged(25 * MILLI);
        gaps.acknowledged(212 * MILLI);
        gaps.acknowledged(230 * MILLI);
        assertThat(gaps.largestMillis()).isEqualTo(187);
        assertThat(gaps.largestMillisSince(200 * MILLI)).isEqualTo(187);
        assertThat(gaps.largestMillisSince(213 * MILLI)).isZero();
        assertThat(gaps.acknowledgedSince(230 * MILLI)).isTrue();
        assertThat(gaps.acknowledgedSince(231 * MILLI)).isFalse();
        assertThat(gaps.openMillis(240 * MILLI)).isEqualTo(10);
    }

    @Test
    void shouldKnowNothingBeforeTheSecondAcknowledgement() {
        assertThat(gaps.acknowledgedSince(Long.MIN_VALUE / 2)).isFalse();
        assertThat(gaps.openMillis(1_000 * MILLI)).isZero();
        gaps.acknowledged(5);
        assertThat(gaps.largestMillis()).isZero();
    }
}
