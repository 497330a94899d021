package dev.gamecluster.client.command.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.ClientRuntime;
import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.FakeNode;
import dev.gamecluster.client.GameClient;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineModeTest {
    private final FakeNode node = new FakeNode("demo-1");
    private final ClientRuntime runtime = new ClientRuntime();
    private final GameClient client = new GameClient(
            runtime, EndpointSource.fixed(node.endpoint().endpoint()), ClientOptions.DEFAULT, event -> {});
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @AfterEach
    void close() {
        runtime.close();
        node.close();
    }

    @Test
    void shouldAnswerEachLine() {
        assertThat(run(false, "# a comment", "", "login 42", "walk 1.5 -0.5", "where", "aoe 50 10", "query", "stop"))
                .isTrue();
        assertThat(out.toString().lines())
                .containsExactly(
                        "logged in as user 42, tick 101",
                        "walking from tick 102 on",
                        "user 42 at (1.5, -2.3) m, velocity (1.5, -0.5) m/s, money 30; tick 102, 3 ms behind the master",
                        "0 users got 10, tick 103",
                        "1 user, tick 103, 3 ms behind the master",
                        "   USER  X m   Y m  VX m/s  VY m/s  MONEY",
                        "42 (me)  1.5  -2.3     1.5    -0.5     30",
                        "standing from tick 104 on");
        assertThat(node.operations()).as("whoever leaves is logged out").endsWith("Logout");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void shouldPrintOneJsonObjectForEachCommand() throws Exception {
        assertThat(run(true, "login 42", "walk 1 1", "dance", "where")).isFalse();
        ObjectMapper json = new ObjectMapper();
        JsonNode[] answers = out.toString()
                .lines()
                .map(line -> json.convertValue(readTree(json, line), JsonNode.class))
                .toArray(JsonNode[]::new);
        assertThat(answers).hasSize(4);
        assertThat(answers[0].path("session").asText()).hasSize(22);
        assertThat(answers[1].path("tick").asLong()).isEqualTo(102);
        assertThat(answers[2].path("ok").asBoolean()).isFalse();
        assertThat(answers[2].path("error").asText()).contains("unknown command");
        assertThat(answers[3].at("/user/position/x").asDouble()).isEqualTo(1.5);
    }

    @Test
    void shouldGoOnAfterFailedCommandAndReportIt() {
        node.answerInstead(request -> request instanceof Request.Aoe aoe
                ? ServerMessage.Failed.of(aoe.id(), ErrorCode.OUT_OF_RANGE, "not today")
                : null);
        assertThat(run(false, "where", "login 42", "aoe 50 1", "stop")).isFalse();
        assertThat(errors.toString().lines()).containsExactly("not logged in: login first", "not today");
        assertThat(out.toString()).contains("standing");
    }

    private boolean run(boolean json, String... lines) {
        Player player = new Player(client, null, null, new SplittableRandom(1));
        BufferedReader in = new BufferedReader(new StringReader(String.join("\n", lines)));
        return new LineMode(player, in, new PrintWriter(out), new PrintWriter(errors), json).run();
    }

    private static JsonNode readTree(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
