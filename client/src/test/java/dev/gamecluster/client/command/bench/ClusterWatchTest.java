package dev.gamecluster.client.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.command.bench.result.Mark;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long beginNanos = System.nanoTime();
    private final ClusterWatch watch = new ClusterWatch(List.of(URI.create("http://127.0.0.1:1")), ClusterName.LOCAL);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void shouldMarkWhatConcernsTheNumbers() {
        watch.event("left", now().put("node", "demo-0").put("reason", "ConnectionLost"));
        watch.event("promoted", now().put("from", "demo-0").put("to", "demo-1").put("duration_ms", 71));
        watch.event("promoted", now().put("from", "demo-1").put("to", "demo-2").put("planned", true));
        watch.event("joined", now().put("node", "demo-0"));
        watch.event("promoted", now().putNull("from").put("to", "demo-0")); // the first master is no failover
        watch.event("suspect", now().put("node", "demo-2"));
        watch.note("fault", "kill -9 of the master demo-2");
        assertThat(watch.marks(beginNanos, 60))
                .extracting(Mark::kind)
                .containsExactly("node lost", "failover", "switchover", "node joined", "fault");
        assertThat(watch.marks(beginNanos, 60).get(1).text())
                .contains("demo-0 -> demo-1")
                .contains("71 ms");
    }

    @Test
    void shouldLeaveOutWhatWasBefore() {
        watch.event("joined", at(Instant.now().minusSeconds(1)).put("node", "demo-0"));
        watch.note("fault", "too early");
        assertThat(watch.marks(System.nanoTime() + 1, 60)).isEmpty();
        assertThat(watch.marks(beginNanos, 60)).extracting(Mark::text).containsExactly("too early");
    }

    private static ObjectNode now() {
        return at(Instant.now().plusSeconds(1));
    }

    private static ObjectNode at(Instant time) {
        return JSON.createObjectNode().put("time", time.toString());
    }
}
