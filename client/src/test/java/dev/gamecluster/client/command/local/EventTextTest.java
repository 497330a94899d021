package dev.gamecluster.client.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTextTest {
    private static final String FAILOVER = """
            {"event":"promoted","from":"demo-0","to":"demo-1","epoch":2,"duration_ms":187.4,"lost_ms":0,
             "reason":"ConnectionLost","writes_may_be_lost":false,"planned":false}""";

    @Test
    void shouldTellFailoverWithItsGap() throws Exception {
        JsonNode data = new ObjectMapper().readTree(FAILOVER);
        assertThat(EventText.isFailover("promoted", data)).isTrue();
        assertThat(EventText.of("promoted", data))
                .isEqualTo("FAILOVER demo-0 -> demo-1, epoch 2: gap 187 ms, no world time lost (ConnectionLost)");
        JsonNode worse = new ObjectMapper()
                .readTree(FAILOVER.replace("\"lost_ms\":0", "\"lost_ms\":20")
                        .replace("be_lost\":false", "be_lost\":true"));
        assertThat(EventText.of("promoted", worse))
                .contains("20 ms of world time lost")
                .endsWith("WRITES MAY BE LOST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "promoted     | {'from':null,'to':'demo-0','epoch':1} | demo-0 is the master",
                "joined       | {'node':'demo-1'}                     | demo-1 joined",
                "suspect      | {'node':'a','reason':'HeartbeatLost'} | a is suspect (HeartbeatLost)",
                "patience     | {'node':'a','suspect_after_ms':600}   | a was declared lost and lives: nodes are suspect after 600 ms of silence",
                "patience     | {'node':null,'suspect_after_ms':300}  | no false alarms any more: nodes are suspect after 300 ms of silence",
                "left         | {'node':'a','reason':'NodeGone'}      | a is lost (NodeGone)",
                "scaled       | {'from':2,'to':3}                     | scaled from 2 to 3 slaves",
                "no_candidate | {'epoch':3,'message':'nobody'}        | no_candidate: nobody",
                "strange      | {}                                    | strange",
            })
    void shouldTellEvent(String name, String json, String text) throws Exception {
        JsonNode data = new ObjectMapper().readTree(json.replace('\'', '"'));
        assertThat(EventText.of(name, data)).isEqualTo(text);
        assertThat(EventText.isFailover(name, data)).isFalse();
    }
}
