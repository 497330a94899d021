package dev.gamecluster.client.command.bots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.FakeNode;
import dev.gamecluster.client.FakeRegistry;
import dev.gamecluster.client.command.GameClusterCommand;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class BotsCommandTest {
    private final FakeNode node = new FakeNode("demo-1");
    private final FakeRegistry registry = new FakeRegistry();
    private final StringWriter out = new StringWriter();

    @AfterEach
    void close() {
        registry.close();
        node.close();
    }

    private int play(String... more) {
        CommandLine commandLine = GameClusterCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        String[] arguments = new String[more.length + 5];
        arguments[0] = "bots";
        arguments[1] = "--registry";
        arguments[2] = registry.address().toString();
        arguments[3] = "--for";
        arguments[4] = "2";
        System.arraycopy(more, 0, arguments, 5, more.length);
        return commandLine.execute(arguments);
    }

    private void answerWithNode(String query) {
        registry.answer(
                "/endpoint" + query,
                200,
                "{\"node\":\"demo-1\",\"endpoint\":\"" + node.endpoint().endpoint() + "\"}");
    }

    @Test
    void shouldPlayAndSayHowItWent() {
        answerWithNode("");
        assertThat(play("--count", "5", "--rate", "50", "--first-user", "700")).isZero();
        assertThat(out.toString()).contains("5 bots, users 700..704", " 0 failed, largest gap ", "all is well");
        assertThat(node.operations()).contains("Login", "SetVelocity", "Logout");
        assertThat(node.operations().stream().filter("Logout"::equals)).hasSize(5);
    }

    @Test
    void shouldPlayFromOutside() {
        answerWithNode("?reach=outside");
        assertThat(play("--count", "1", "--reach", "outside", "--verbose")).isZero();
        assertThat(out.toString()).contains("connected to demo-1");
    }

    @Test
    void shouldFailAndSayWhyWhenThereIsNobodyToPlayWith() {
        registry.answer("/endpoint", 503, "{\"title\":\"Service Unavailable\",\"detail\":\"no node can serve\"}");
        assertThat(play("--count", "3")).isEqualTo(1);
        assertThat(out.toString())
                .contains("3 bots wait for a node: ", "0 failed", "not well: no write was acknowledged")
                .contains("no node can serve");
    }

    @Test
    void shouldFailAndSayWhyWhenWritesFail() {
        answerWithNode("");
        node.answerInstead(request -> request instanceof Request.SetVelocity || request instanceof Request.Aoe
                ? ServerMessage.Failed.of(request.id(), ErrorCode.OUT_OF_RANGE, "by the test")
                : null);
        assertThat(play("--count", "2")).isEqualTo(1);
        assertThat(out.toString()).contains("not well: ", " writes failed, the last with: by the test");
    }
}
