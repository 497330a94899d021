package dev.gamecluster.client.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamecluster.client.FakeNode;
import dev.gamecluster.client.FakeRegistry;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.GameClusterCommand;
import dev.gamecluster.client.command.bench.report.JsonReport;
import dev.gamecluster.client.command.bench.result.BenchResult;
import dev.gamecluster.client.command.bench.result.NodeSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class BenchCommandTest {
    private static final String[] SHORT = {"--clients", "5", "--for", "1", "--warm-up", "1", "--ramp", "1000"};

    private final FakeNode node = new FakeNode("demo-1");
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldMeasureOneServerAndWriteReports() throws IOException {
        Path report = folder.resolve("new/report");
        int code = run(
                "mix",
                "--server",
                node.endpoint().endpoint(),
                "--rate",
                "50",
                "--report",
                report.toString(),
                "--assert",
                "failed==0",
                "--assert",
                "all.count>=100");
        assertThat(code).as(out + "" + errors).isZero();
        assertThat(out.toString()).contains("query", "write", "failed==0", "report.html");
        BenchResult result = JsonReport.read(report.resolve("report.json"));
        assertThat(result.setup().clients()).isEqualTo(5);
        assertThat(result.setup().ratePerSecond()).isEqualTo(250);
        assertThat(result.setup().commandLine()).startsWith("gamecluster bench mix --clients 5 --for 1");
        assertThat(result.setup().scenarioText()).contains("mix: {query: 1, set_velocity: 1}");
        assertThat(result.summary().answered())
                .isEqualTo(result.summary().due())
                .isPositive();
        assertThat(result.checks()).hasSize(2).allMatch(check -> check.passed());
        assertThat(Files.readString(report.resolve("report.html"))).contains("<html");
    }

    @Test
    void shouldFailWhenAThresholdIsNotMet() {
        int code = run("ping", "--server", node.endpoint().endpoint(), "--assert", "ping.p50<0.001us");
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("ping.p50<0.001us");
    }

    @Test
    void shouldFindNodesThroughTheRegistryAndSampleThem() throws IOException {
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.answer(
                    "/endpoint",
                    200,
                    "{\"node\":\"demo-1\",\"endpoint\":\"" + node.endpoint().endpoint() + "\"}");
            registry.answer("", 200, """
                    {"namespace":"local","name":"demo","epoch":1,"master":"demo-0","nodes":[
                     {"name":"demo-1","role":"slave","state":"live","load":0.25,"clients":5,"lag_ms":3}]}""");
            int code = run(
                    "walkers",
                    "--rate",
                    "20",
                    "--registry",
                    registry.address().toString(),
                    "--report",
                    folder.toString());
            assertThat(code).as(out + "" + errors).isZero();
        }
        BenchResult result = JsonReport.read(folder.resolve("report.json"));
        NodeSample sample = result.nodes().getFirst();
        assertThat(sample.node()).isEqualTo("demo-1");
        assertThat(sample.load()).isEqualTo(0.25);
        assertThat(sample.lagMillis()).isEqualTo(3);
        assertThat(result.setup().target()).endsWith("local/demo");
    }

    @Test
    void shouldCompareWithRedis() {
        assumeTrue(hasRedis(), "redis-server is not installed: nothing to compare with");
        int code = run(
                "ping",
                "--server",
                node.endpoint().endpoint(),
                "--baseline",
                "redis",
                "--assert",
                "baseline.ratio>0",
                "--assert",
                "baseline.answered_per_second>0");
        assertThat(code).as(out + "" + errors).isZero();
        assertThat(out.toString()).contains("redis-server");
    }

    private static boolean hasRedis() {
        try {
            RedisServer.requireInstalled();
            return true;
        } catch (CommandFailed e) {
            return false;
        }
    }

    @Test
    void shouldSayHowManyDescriptorsAreMissing() {
        assertThatThrownBy(() -> MachineFacts.requireDescriptors(Integer.MAX_VALUE - 1_000))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("raise the limit with 'ulimit -n ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "mixx | scenario 'mixx' is not known: expected one of battle,",
                "mix --scenario ping | two scenarios, 'mix' and 'ping': expected one",
                "mix --clients 0 | clients 0 is not allowed: expected 1..20000",
                "mix --rate 2 --in-flight 3 | --rate and --in-flight together are not allowed",
                "mix --assert write.p98<=5ms | 'write.p98' is not known: expected one of",
                "mix --baseline memcached | --baseline 'memcached' is not allowed: expected redis",
                "mix --local --server tcp://127.0.0.1:5555 | --local and --server together are not allowed",
                "mix --slaves 3 | --slaves is not allowed without --local",
                "mix --server 127.0.0.1:5555 | endpoint '127.0.0.1:5555' is not allowed: expected tcp://HOST:PORT",
                "reconnect-storm | expected --local",
                "mix --for soon | 'soon' is not"
            })
    void shouldRefuseWrongUsage(String arguments, String reason) {
        List<String> line = new ArrayList<>(List.of("bench"));
        line.addAll(List.of(arguments.split(" ")));
        assertThat(commandLine().execute(line.toArray(String[]::new))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(reason);
    }

    @Test
    void shouldNameAllScenariosInItsHelp() {
        assertThat(commandLine().execute("bench", "--help")).isZero();
        assertThat(out.toString()).contains(Scenarios.NAMES);
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("bench", arguments[0]));
        line.addAll(List.of(SHORT));
        List<String> others = List.of(arguments).subList(1, arguments.length);
        line.addAll(others);
        return commandLine().execute(line.toArray(String[]::new));
    }

    private CommandLine commandLine() {
        return GameClusterCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true));
    }
}
