package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Load is the largest of clients by capacity, the fullest queue, and the busy share of the world thread. */
class HeartbeatsTest extends StandaloneNode {
    private final Heartbeats heartbeats = new Heartbeats(node.identity, NodeSettings.defaults(), 0);

    @Test
    void shouldCountTheFullestThatTheRequestQueueWasSinceTheLastHeartbeat() {
        heartbeats.requestQueue(700);
        heartbeats.requestQueue(10);
        assertThat(heartbeats.loadPermille(0, 0)).isEqualTo(700);
        heartbeats.next(node.view(), 0);
        assertThat(heartbeats.loadPermille(0, 0)).isZero();
    }

    @Test
    void shouldTakeTheLargestOfAll() {
        heartbeats.requestQueue(100);
        heartbeats.busy(200);
        assertThat(heartbeats.loadPermille(0, 50)).isEqualTo(200);
        assertThat(heartbeats.loadPermille(0, 300)).isEqualTo(300);
        assertThat(heartbeats.loadPermille(2_500, 300)).isEqualTo(500);
        assertThat(heartbeats.loadPermille(1_000_000, 0)).isEqualTo(1_000);
    }

    @Test
    void shouldReportTheRequestQueueAsLoad() {
        node.core.onRequestQueue(900);
        assertThat(node.view().loadPermille()).isEqualTo(900);
    }
}
